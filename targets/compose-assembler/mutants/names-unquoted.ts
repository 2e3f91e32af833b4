import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';
import { writeSubmounts } from './write-submounts.ts';

/** Writes names into YAML as they are: a colon, a hash or a line break in one is YAML. */
export const namesUnquoted = mutant({
  name: 'names-unquoted',
  story: 'Writes names into YAML as they are: a colon, a hash or a line break in one is YAML.',
  source: 'expert',
  caughtBy: ['hostile-names-round-trip', 'no-false-refusal'],
  within: 150,
  subject: {
    assemble: assembleWith(modelSteps),
    submounts: writeSubmounts(text => text.replaceAll('$', '$$$$')),
  },
});
