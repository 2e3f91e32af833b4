import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { type Environment, readSettings, type SettingsResult } from '../reference/settings.ts';
import { mutant } from './mutant.ts';

function isOptOut(value: string | undefined): boolean {
  return value?.trim() === '1';
}

function readLoosely(project: string | undefined, environment: Environment): SettingsResult {
  return readSettings(project, {
    ...environment,
    NO_HARDENING: isOptOut(environment['NO_HARDENING']) ? '1' : '',
  });
}

/** Takes the blanks off NO_HARDENING before it compares: a value that somebody mistyped drops hardening. */
export const optOutTrimmed = mutant({
  name: 'opt-out-trimmed',
  story:
    'Takes the blanks off NO_HARDENING before it compares: a value that somebody mistyped drops hardening.',
  source: 'expert',
  caughtBy: ['opt-out-only-by-exact-1', 'mandatory-overlays-survive'],
  within: 500,
  subject: {
    assemble: assembleWith(modelSteps),
    readSettings: (project, environment) => readLoosely(project, environment),
  },
});
