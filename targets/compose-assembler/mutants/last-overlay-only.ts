import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import type { Seams } from '../reference/seams.ts';
import type { Settings } from '../reference/settings.ts';
import type { Steps } from '../reference/steps.ts';
import { mutant } from './mutant.ts';

async function judgeLast(settings: Settings, seams: Seams): Promise<number> {
  const outputs = modelSteps.generatorsOf(await seams.names(settings.generators), settings);
  const active: string[] = [];
  const lastOnly: Steps = {
    ...modelSteps,
    collect: async (output, given) => {
      for (const { output: path } of outputs)
        if ((await given.entry(path)) === 'file' && !active.includes(path)) active.push(path);
      const collected = await modelSteps.collect(output, given);
      const earlier = output !== active.at(-1) && collected.kind === 'overlay';
      return earlier ? { kind: 'overlay', text: '{}' } : collected;
    },
  };
  return assembleWith(lastOnly)(settings, seams);
}

/** Judges what it read last: the loop keeps one overlay and asks about it when it is over. */
export const lastOverlayOnly = mutant({
  name: 'last-overlay-only',
  story: 'Judges what it read last: the loop keeps one overlay and asks about it when it is over.',
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 100,
  subject: { assemble: judgeLast },
});
