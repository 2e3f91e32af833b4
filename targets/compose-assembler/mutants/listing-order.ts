import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';

/** Runs the generators in the order in which the folder lists them. */
export const listingOrder = mutant({
  name: 'listing-order',
  story: 'Runs the generators in the order in which the folder lists them.',
  source: 'expert',
  caughtBy: ['generators-run-once-in-byte-order'],
  within: 25,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      generatorsOf: (names, settings) =>
        modelSteps
          .generatorsOf(names, settings)
          .toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name)),
    }),
  },
});
