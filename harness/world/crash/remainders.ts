import { type Bits, bit, has, noBits, within } from './bits.ts';
import { mayRemain, type Order } from './order.ts';

/** All sets of effects that a loss of power can leave on disk. */
export interface Remainders {
  readonly sets: readonly Bits[];
  /** Whether these are all; else those with few effects left out, or few there. */
  readonly complete: boolean;
}

/** More sets than this between two syncs are not gone through one by one; and no more in all, where they are not. */
const mostSets = 4096;
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
    const out = neededBy[index] ?? noBits;
    if ((out & persisted) === noBits && !decide(index + 1, persisted, lost | out)) return false;
    const within = needs[index] ?? noBits;
    return (within & lost) !== noBits || decide(index + 1, persisted | within, lost);
  };
  return decide(0, order.forced[done] ?? noBits, noBits) ? sets : undefined;
}

/** Every prefix; and of each one effect or two left out, with what needs them; and one effect alone. */
function* some(order: Order, done: number): Generator<Bits> {
  const { effects, needs, neededBy, had } = order;
  const forced = order.forced[done] ?? noBits;
  for (let end = 0; end <= done; end++) {
    const all = (had[end] ?? noBits) | forced;
    yield all;
    const open = effects.flatMap((_, index) => (has(all, index) && !has(forced, index) ? [index] : []));
    for (const [nth, index] of open.entries()) {
      const without = all & ~(neededBy[index] ?? noBits);
      yield without;
      if (open.length - nth > paired) continue;
      for (const other of open.slice(nth + 1)) yield without & ~(neededBy[other] ?? noBits);
    }
    for (const index of open)
      if (effects[index]?.operation === end - 1) yield forced | (needs[index] ?? noBits);
  }
}

/** The sets of effects that can be on disk after a loss of power at any moment of the run, each once. */
export function remaindersOf(order: Order): Remainders {
  const sets = new Set<Bits>();
  let complete = true;
  for (const done of moments(order)) {
    const all = every(order, done);
    if (all === undefined) complete = false;
    for (const persisted of all ?? some(order, done)) {
      // Leaving out what a sync has forced is no state.
      if (all === undefined && !mayRemain(order, done, persisted)) continue;
      sets.add(persisted);
      if (!complete && sets.size >= mostSets) return { sets: [...sets], complete };
    }
  }
  return { sets: [...sets], complete };
}

/** How many operations must have begun before exactly these effects can be on disk. */
export function operationsFor({ effects }: Order, persisted: Bits): number {
  return effects.reduce(
    (most, effect, index) => (has(persisted, index) ? Math.max(most, effect.operation + 1) : most),
    0,
  );
}

/** Whether these effects can be all that is on disk once the run is over. */
export function mayRemainAfterAll({ forced, recording }: Order, persisted: Bits): boolean {
  return within(forced[recording.operations.length] ?? noBits, persisted);
}

/** All effects of an operation, as bits. */
export function ofOperation({ effects }: Order, operation: number): Bits {
  return effects.reduce(
    (bits, effect, index) => (effect.operation === operation ? bits | bit(index) : bits),
    noBits,
  );
}
