import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { type Environment, readSettings, type SettingsResult } from '../reference/settings.ts';
import { mutant } from './mutant.ts';

function readPresence(project: string | undefined, environment: Environment): SettingsResult {
  const optOut = environment['NO_HARDENING'] === undefined ? '' : '1';
  return readSettings(project, { ...environment, NO_HARDENING: optOut });
}

/** `[ -v NO_HARDENING ]`: hardening is dropped when the variable is there, also when it is empty. */
export const optOutWhenSet = mutant({
  name: 'opt-out-when-set',
  story: '`[ -v NO_HARDENING ]`: hardening is dropped when the variable is there, also when it is empty.',
  source: 'expert',
  caughtBy: ['opt-out-only-by-exact-1', 'mandatory-overlays-survive'],
  within: 100,
  subject: { assemble: assembleWith(modelSteps), readSettings: readPresence },
});
