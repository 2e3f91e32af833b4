import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import type { Submounts } from '../reference/submounts/overlay-text.ts';
import { composeValue } from '../reference/submounts/quote.ts';
import { mutant } from './mutant.ts';

function shortForm({ service, project, names, variables }: Submounts): string {
  const entries = Object.entries(variables).map(([name, value]) => `      ${name}: ${composeValue(value)}\n`);
  const mounts = names.map(name => `      - ${composeValue(`${project}/${name}:/links/${name}:ro`)}\n`);
  return [
    `services:\n  ${service}:\n`,
    ...(entries.length > 0 ? ['    environment:\n', ...entries] : []),
    ...(mounts.length > 0 ? ['    volumes:\n', ...mounts] : []),
  ].join('');
}

/** Writes mounts in the short form: a colon in a name begins the next part. */
export const shortFormMounts = mutant({
  name: 'short-form-mounts',
  story: 'Writes mounts in the short form: a colon in a name begins the next part.',
  source: 'expert',
  caughtBy: ['hostile-names-round-trip', 'no-false-refusal'],
  within: 500,
  subject: { assemble: assembleWith(modelSteps), submounts: shortForm },
});
