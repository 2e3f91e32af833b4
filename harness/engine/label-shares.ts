import type { ScenarioSpace } from '../target.ts';
import { draw } from './draw.ts';
import type { LabelShare } from './events.ts';
import { LabelCounts } from './label-counts.ts';

/** Draws scenarios, examples aside, and says which share of them carries each label. Runs nothing. */
export function labelShares<S>(
  space: ScenarioSpace<S>,
  { runs, seed }: { readonly runs: number; readonly seed: number },
): readonly LabelShare[] {
  const counts = new LabelCounts(space.atLeast);
  for (let run = 0; run < runs; run++) {
    const labels = new Set(space.labels(draw(space, run, { seed, examples: false }).value));
    counts.add({ labelled: 1, labels: Object.fromEntries([...labels].map(label => [label, 1])) });
  }
  return counts.shares();
}
