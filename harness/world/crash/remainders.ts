import { type Bits, has, noBits, within } from './bits.ts';
import type { Order } from './order.ts';

/** All sets of effects that a loss of power can leave on disk. */
export interface Remainders {
  readonly sets: readonly Bits[];
  /** Whether these are all; else those with few effects left out, or few there. */
  readonly complete: boolean;
}

/** More sets than this between two syncs are not gone through one by one. */
const mostSets = 4096;
/** Where they are not, so many are tried. */
const mostTried = 512;
/** So many of the last effects are left out in pairs where not every set is gone through. */
const paired = 12;

/** Moments that have all others' sets among theirs: just before a sync returns, and the end. */
function moments({ recording: { operations }, forced }: Order): readonly number[] {
  const last = operations.length;
  const before = operations.flatMap((_, index) => (forced[index + 1] === forced[index] ? [] : [index]));
  return [...new Set([...before, last])];
}

/** Every set between what is forced and what was done that keeps the order; undefined: there are too many. */
function every(order: Order, done: number): readonly Bits[] | undefined {
  const { effects, needs, neededBy } = order;
  const available = order.had[done] ?? noBits;
  const sets: Bits[] = [];
  const decide = (index: number, persisted: Bits, lost: Bits): boolean => {
    if (index === effects.length) {
      sets.push(persisted);
      return sets.length <= mostSets;
    }
    if (!has(available, index) || has(persisted | lost, index)) return decide(index + 1, persisted, lost);
    // What is there is there with all it needs, and what is lost with all that needs it: neither runs into the other.
    return (
      decide(index + 1, persisted, lost | (neededBy[index] ?? noBits)) &&
      decide(index + 1, persisted | (needs[index] ?? noBits), lost)
    );
  };
  return decide(0, order.forced[done] ?? noBits, noBits) ? sets : undefined;
}

/**
 * What is tried where not every set is, the likeliest to tell something first: every prefix; one effect left out and all
 * after it there; one effect there and all before it left out; one left out of a prefix; two of the last ones left out.
 * What needs an effect that is left out is left out with it.
 */
function* some(order: Order, done: number): Generator<Bits> {
  const { effects, needs, neededBy, had } = order;
  const forced = order.forced[done] ?? noBits;
  const upTo = (end: number): Bits => (had[end] ?? noBits) | forced;
  const all = upTo(done);
  const open = effects.flatMap((_, index) => (has(all, index) && !has(forced, index) ? [index] : []));
  for (let end = 0; end <= done; end++) yield upTo(end);
  for (const index of open) yield all & ~(neededBy[index] ?? noBits);
  for (const index of open) yield forced | (needs[index] ?? noBits);
  for (const [nth, index] of open.slice(-paired).entries()) {
    for (const other of open.slice(-paired).slice(nth + 1))
      yield all & ~(neededBy[index] ?? noBits) & ~(neededBy[other] ?? noBits);
  }
  for (let end = done - 1; end > 0; end--) {
    for (const index of open) if (has(upTo(end), index)) yield upTo(end) & ~(neededBy[index] ?? noBits);
  }
}

/** The sets of effects that can be on disk after a loss of power at any moment of the run, each once. */
export function remaindersOf(order: Order): Remainders {
  const sets = new Set<Bits>();
  let complete = true;
  for (const done of moments(order)) {
    const all = every(order, done);
    for (const persisted of all ?? tried(order, done)) sets.add(persisted);
    complete &&= all !== undefined;
  }
  return { sets: [...sets], complete };
}

function tried(order: Order, done: number): ReadonlySet<Bits> {
  const sets = new Set<Bits>();
  for (const persisted of some(order, done)) {
    sets.add(persisted);
    if (sets.size >= mostTried) break;
  }
  return sets;
}

/** Whether these effects can be all that is on disk once the run is over. */
export function mayRemainAfterAll({ forced, recording }: Order, persisted: Bits): boolean {
  return within(forced[recording.operations.length] ?? noBits, persisted);
}
