import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { yamlQuoted } from '../reference/submounts/quote.ts';
import { mutant } from './mutant.ts';
import { writeSubmounts } from './write-submounts.ts';

/** Quotes for YAML and forgets Compose, which puts a variable of the machine in the place of $HOME. */
export const dollarNotDoubled = mutant({
  name: 'dollar-not-doubled',
  story: 'Quotes for YAML and forgets Compose, which puts a variable of the machine in the place of $HOME.',
  source: 'expert',
  caughtBy: ['hostile-names-round-trip', 'no-false-refusal'],
  within: 1000,
  subject: { assemble: assembleWith(modelSteps), submounts: writeSubmounts(yamlQuoted) },
});
