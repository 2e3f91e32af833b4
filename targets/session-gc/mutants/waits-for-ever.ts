import { sweep } from '../reference/sweep.ts';
import { mutant } from './mutant.ts';

export const waitsForEver = mutant(
  {
    name: 'waits-for-ever',
    story: 'docker ps is given all the time there is, and a daemon that hangs takes it.',
    source: 'expert',
    caughtBy: ['always-succeeds'],
    within: 4000,
  },
  (settings, seams) => {
    sweep(settings, { ...seams, run: (program, words) => seams.run(program, words, undefined) });
  },
);
