import { type MergeWorld, mergeOver } from '../../../../harness/compose/merge-files.ts';
import { emptyMapping, type Mapping } from '../../../../harness/compose/tree.ts';
import { contradiction } from './contradictions.ts';
import { wrongShape } from './file-shape.ts';
import { wrongInFile } from './one-file.ts';

/** What is to be expected of Compose 2.26.1 for a list of files. */
export type Expectation =
  | { readonly kind: 'merged'; readonly model: Mapping }
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** Every file can be read; together, Compose would not have them. The model has a reading of them all the same. */
  | { readonly kind: 'refused'; readonly reason: string; readonly model: Mapping };

/**
 * The merge model's effective model, and whether Compose 2.26.1 would take it. The model itself never refuses what it
 * can read: another Compose may take it, and the more open reading counts.
 */
export function expectation(texts: readonly string[], world: MergeWorld): Expectation {
  let model = emptyMapping;
  let refusal: string | undefined;
  for (const text of texts) {
    const merged = mergeOver(model, [text], world);
    if (merged.kind === 'unreadable') return { kind: 'unreadable', reason: merged.reason };
    model = merged.model;
    refusal ??= wrongInFile(text, path => world.find(path)) ?? wrongShape(model);
  }
  const reason = refusal ?? contradiction(model);
  return reason === undefined ? { kind: 'merged', model } : { kind: 'refused', reason, model };
}
