import { listNames } from '../reference/list-names.ts';
import { altered } from './mutant.ts';

export const missingDockerIsEmpty = altered(
  {
    name: 'missing-docker-is-empty',
    story:
      'Where docker can not be run at all, no container can run either: so it is thought, until the path is wrong.',
    source: 'seed 004 F1',
    caughtBy: ['outage-removes-nothing'],
    within: 1200,
  },
  {
    list: (run, docker) => {
      const ran = run(docker, ['ps', '-a', '--format', '{{.Names}}'], 10_000);
      return ran.kind === 'not-started' ? { kind: 'listed', names: '' } : listNames(() => ran, docker);
    },
  },
);
