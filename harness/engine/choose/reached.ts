import type { Look } from './look.ts';

/** More marks, or more kinds of scenarios, are not told apart: what never comes twice says nothing. */
const mostKept = 20_000;

/** What the scenarios that were looked at, and those that were chosen, have reached so far. Bounded in memory. */
export class Reached {
  readonly #chosen = new Map<string, number>();
  readonly #outcomes = new Map<string, ReadonlySet<string>>();

  /**
   * How often the mark of this one that was chosen least was chosen: 0, when it reaches a label, a pair of labels, a
   * feature or a verdict that no chosen one had.
   */
  rarity(look: Look): number {
    const unknown = this.#chosen.size < mostKept ? 0 : Number.POSITIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    for (const mark of marksOf(look)) least = Math.min(least, this.#chosen.get(mark) ?? unknown);
    return least;
  }

  /** Takes one that was looked at. Says whether an earlier one with the same labels and features had another verdict. */
  disagrees(look: Look): boolean {
    const kind = JSON.stringify([look.labels, look.features]);
    const before = this.#outcomes.get(kind);
    if (before?.has(look.outcome)) return false;
    if (before !== undefined || this.#outcomes.size < mostKept)
      this.#outcomes.set(kind, new Set([...(before ?? []), look.outcome].slice(0, mostOutcomes)));
    return before !== undefined && before.size < mostOutcomes;
  }

  /** Takes one that was chosen. */
  chose(look: Look): void {
    for (const mark of marksOf(look)) {
      const count = this.#chosen.get(mark);
      if (count !== undefined || this.#chosen.size < mostKept) this.#chosen.set(mark, (count ?? 0) + 1);
    }
  }
}

/** Of one kind of scenarios. An implementation whose reasons are never the same disagrees with itself each time. */
const mostOutcomes = 8;

function* marksOf({ labels, features, outcome }: Look): Generator<string> {
  yield `verdict ${outcome}`;
  for (const feature of features) yield `feature ${feature}`;
  for (const [at, label] of labels.entries()) {
    yield `label ${label}`;
    for (const other of labels.slice(at + 1)) yield `labels ${label} ${other}`;
  }
}
