import { listNames } from '../reference/list-names.ts';
import { altered } from './mutant.ts';

export const signalIsNoFailure = altered(
  {
    name: 'signal-is-no-failure',
    story:
      'A docker ps that a signal ended has no exit status: what is not a number is not different from 0.',
    source: 'wait(2); Node child_process, exit',
    caughtBy: ['outage-removes-nothing'],
    within: 200,
  },
  {
    list: (run, docker) => {
      const ran = run(docker, ['ps', '-a', '--format', '{{.Names}}'], 10_000);
      if (ran.kind === 'killed') return { kind: 'listed', names: ran.out };
      return listNames(() => ran, docker);
    },
  },
);
