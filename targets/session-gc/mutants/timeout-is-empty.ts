import { listNames } from '../reference/list-names.ts';
import { altered } from './mutant.ts';

export const timeoutIsEmpty = altered(
  {
    name: 'timeout-is-empty',
    story:
      'A docker ps that gives no answer in time is ended, and what it has not printed is taken for nobody.',
    source: 'expert',
    caughtBy: ['outage-removes-nothing'],
    within: 4000,
  },
  {
    list: (run, docker) => {
      const ran = run(docker, ['ps', '-a', '--format', '{{.Names}}'], 10_000);
      return ran.kind === 'timed-out' ? { kind: 'listed', names: ran.out } : listNames(() => ran, docker);
    },
  },
);
