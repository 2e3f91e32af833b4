import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';

/** Sorts the generators as a dictionary would: the order, and with it what wins, hangs on the locale. */
export const localeOrder = mutant({
  name: 'locale-order',
  story: 'Sorts the generators as a dictionary would: the order, and with it what wins, hangs on the locale.',
  source: 'expert',
  caughtBy: ['generators-run-once-in-byte-order'],
  within: 50,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      generatorsOf: (names, settings) =>
        modelSteps.generatorsOf(names, settings).toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    }),
  },
});
