import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { type Environment, readSettings, type SettingsResult } from '../reference/settings.ts';
import { mutant } from './mutant.ts';

function readLeniently(project: string | undefined, environment: Environment): SettingsResult {
  const optOut = environment['COMPOSE_HARDENING'] ? environment['NO_HARDENING'] : '1';
  return readSettings(project, { ...environment, NO_HARDENING: optOut });
}

/** `${COMPOSE_HARDENING:+-f "$COMPOSE_HARDENING"}`: a variable that is not set is no hardening, and no error. */
export const unsetMeansNone = mutant({
  name: 'unset-means-none',
  story:
    '`${COMPOSE_HARDENING:+-f "$COMPOSE_HARDENING"}`: a variable that is not set is no hardening, and no error.',
  source: 'expert',
  caughtBy: ['complete-or-loud', 'mandatory-overlays-survive', 'opt-out-only-by-exact-1'],
  within: 1500,
  subject: { assemble: assembleWith(modelSteps), readSettings: readLeniently },
});
