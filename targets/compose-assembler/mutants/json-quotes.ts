import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { mutant } from './mutant.ts';
import { writeSubmounts } from './write-submounts.ts';

/** Quotes with JSON, which leaves U+2028 and DEL as they are; Compose reads the one as a line break and refuses the other. */
export const jsonQuotes = mutant({
  name: 'json-quotes',
  story:
    'Quotes with JSON, which leaves U+2028 and DEL as they are; Compose reads the one as a line break and refuses the other.',
  source: 'expert',
  caughtBy: ['hostile-names-round-trip', 'no-false-refusal'],
  within: 500,
  subject: {
    assemble: assembleWith(modelSteps),
    submounts: writeSubmounts(text => JSON.stringify(text.replaceAll('$', '$$$$'))),
  },
});
