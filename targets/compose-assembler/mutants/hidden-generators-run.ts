import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { byBytes, outputName } from '../reference/generators.ts';
import { mutant } from './mutant.ts';

/** Runs what begins with a dot as well: generators that somebody switched off, and editors' leftovers. */
export const hiddenGeneratorsRun = mutant({
  name: 'hidden-generators-run',
  story:
    "Runs what begins with a dot as well: generators that somebody switched off, and editors' leftovers.",
  source: 'expert',
  caughtBy: ['generators-run-once-in-byte-order'],
  within: 50,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      generatorsOf: (names, { generators, overlays }) =>
        [...names].sort(byBytes).map((name, index) => ({
          name,
          program: `${generators}/${name}`,
          output: `${overlays}/${outputName(index, name)}`,
        })),
    }),
  },
});
