import type { RunProgram } from '../reference/seams.ts';
import { sweep } from '../reference/sweep.ts';
import { mutant } from './mutant.ts';

export const emptyIsOutage = mutant(
  {
    name: 'empty-is-outage',
    story: 'An empty list is taken for an outage: on a machine where nobody lives nothing is ever swept.',
    source: 'seed 004 F1',
    caughtBy: ['no-false-refusal'],
    within: 60,
  },
  (settings, seams) => {
    const run: RunProgram = (program, words, limitMs) => {
      const ran = seams.run(program, words, limitMs);
      return ran.kind === 'exited' && ran.out === '' ? { ...ran, status: 1 } : ran;
    };
    sweep(settings, { ...seams, run });
  },
);
