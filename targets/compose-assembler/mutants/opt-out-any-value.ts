import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { type Environment, readSettings, type SettingsResult } from '../reference/settings.ts';
import { mutant } from './mutant.ts';

function isOptOut(value: string | undefined): boolean {
  return Boolean(value);
}

function readLoosely(project: string | undefined, environment: Environment): SettingsResult {
  return readSettings(project, {
    ...environment,
    NO_HARDENING: isOptOut(environment['NO_HARDENING']) ? '1' : '',
  });
}

/** Any value of NO_HARDENING that is not empty drops hardening, "0" and "false" too. */
export const optOutAnyValue = mutant({
  name: 'opt-out-any-value',
  story: 'Any value of NO_HARDENING that is not empty drops hardening, "0" and "false" too.',
  source: 'seed 004 F4',
  caughtBy: ['opt-out-only-by-exact-1', 'mandatory-overlays-survive'],
  within: 100,
  subject: {
    assemble: assembleWith(modelSteps),
    readSettings: (project, environment) => readLoosely(project, environment),
  },
});
