import { listNames } from '../reference/list-names.ts';
import { altered } from './mutant.ts';

export const oneStatusIsFailure = altered(
  {
    name: 'one-status-is-failure',
    story: 'Only status 1 counts as failure: 125, 126, 127 and 255 are taken for success.',
    source: 'docker-run(1), exit status',
    caughtBy: ['outage-removes-nothing'],
    within: 100,
  },
  {
    list: (run, docker) => {
      const ran = run(docker, ['ps', '-a', '--format', '{{.Names}}'], 10_000);
      const failed = ran.kind !== 'exited' || ran.status === 1;
      return failed ? listNames(() => ran, docker) : { kind: 'listed', names: ran.out };
    },
  },
);
