import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import type { Seams } from '../reference/seams.ts';
import type { Settings } from '../reference/settings.ts';
import { mutant } from './mutant.ts';
import { bound } from './with-seams.ts';

/** What stood in a file when its generator ended. */
async function runAndRemember(settings: Settings, seams: Seams): Promise<number> {
  const early = new Map<string, string>();
  const eager: Seams = {
    ...bound(seams),
    run: async (program, argument, limits) => {
      const ending = await seams.run(program, argument, limits);
      if ((await seams.entry(argument)) === 'file') early.set(argument, await seams.read(argument));
      return ending;
    },
    read: async path => early.get(path) ?? seams.read(path),
  };
  return assembleWith(modelSteps)(settings, eager);
}

/** Judges each overlay as soon as its generator ends; a later generator overwrites it before the list is used. */
export const judgedAsItRuns = mutant({
  name: 'judged-as-it-runs',
  story:
    'Judges each overlay as soon as its generator ends; a later generator overwrites it before the list is used.',
  source: 'expert',
  caughtBy: [
    'posture-at-least-as-closed',
    'opening-overlay-refused-by-name',
    'listed-files-exist-parse-once',
  ],
  within: 1000,
  subject: { assemble: runAndRemember },
});
