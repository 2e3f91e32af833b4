import { listNames } from '../reference/list-names.ts';
import { altered } from './mutant.ts';

export const runningOnly = altered(
  {
    name: 'running-only',
    story:
      'docker ps without -a: a session whose container is stopped loses its folder, and can not be started again.',
    source: 'seed 004 F1; docker-ps(1)',
    caughtBy: ['asks-for-all-containers'],
    within: 20,
  },
  {
    list: (run, docker) =>
      listNames(
        (program, words, limitMs) =>
          run(
            program,
            words.filter(word => word !== '-a'),
            limitMs,
          ),
        docker,
      ),
  },
);
