import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { type Environment, readSettings, type SettingsResult } from '../reference/settings.ts';
import { mutant } from './mutant.ts';

function isOptOut(value: string | undefined): boolean {
  return value !== undefined && value !== '' && Number(value) === 1;
}

function readLoosely(project: string | undefined, environment: Environment): SettingsResult {
  return readSettings(project, {
    ...environment,
    NO_HARDENING: isOptOut(environment['NO_HARDENING']) ? '1' : '',
  });
}

/** Compares NO_HARDENING as a number: "01" and " 1" drop hardening, as `[ "$NO_HARDENING" -eq 1 ]` does. */
export const optOutAsNumber = mutant({
  name: 'opt-out-as-number',
  story:
    'Compares NO_HARDENING as a number: "01" and " 1" drop hardening, as `[ "$NO_HARDENING" -eq 1 ]` does.',
  source: 'expert',
  caughtBy: ['opt-out-only-by-exact-1', 'mandatory-overlays-survive'],
  within: 150,
  subject: {
    assemble: assembleWith(modelSteps),
    readSettings: (project, environment) => readLoosely(project, environment),
  },
});
