import { mutantInvariant } from '../mutant.ts';
import { notRoot } from '../reference/running-as-root.ts';

export const realUid = mutantInvariant(
  {
    name: 'real-uid',
    story: 'Asks for the real user id: a set-uid program that runs with the rights of root passes.',
    source: 'seed 000 asks syscall.Geteuid; credentials(7)',
    caughtBy: ['exactly-the-failures'],
    within: 100,
  },
  { root: notRoot(machine => machine.realUid()) },
);
