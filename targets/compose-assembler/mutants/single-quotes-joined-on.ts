import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';
import { writeSubmounts } from './write-submounts.ts';

/** Writes YAML by putting single quotes around a name: a quote in the name ends the value, a line break becomes a blank. */
export const singleQuotesJoinedOn = mutant({
  name: 'single-quotes-joined-on',
  story:
    'Writes YAML by putting single quotes around a name: a quote in the name ends the value, a line break becomes a blank.',
  source: 'expert',
  caughtBy: ['hostile-names-round-trip', 'no-false-refusal'],
  within: 500,
  subject: {
    assemble: assembleWith(modelSteps),
    submounts: writeSubmounts(text => `'${text.replaceAll('$', '$$$$')}'`),
  },
});
