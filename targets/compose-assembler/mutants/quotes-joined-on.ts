import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';
import { writeSubmounts } from './write-submounts.ts';

/** Writes YAML by putting quotes around a name: a quote or a backslash in the name ends the value. */
export const quotesJoinedOn = mutant({
  name: 'quotes-joined-on',
  story: 'Writes YAML by putting quotes around a name: a quote or a backslash in the name ends the value.',
  source: 'expert',
  caughtBy: ['hostile-names-round-trip', 'no-false-refusal'],
  within: 150,
  subject: {
    assemble: assembleWith(modelSteps),
    submounts: writeSubmounts(text => `"${text.replaceAll('$', '$$$$')}"`),
  },
});
