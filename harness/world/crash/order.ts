import type { Recording } from '../../recording.ts';
import { type Bits, bit, closures, flagsOf, noBits, within } from './bits.ts';
import { type Effect, effectsOf } from './effects.ts';
import type { PersistenceModel } from './persistence.ts';

/** A run under a persistence model: its effects, and which of them can be on disk together. */
export interface Order {
  readonly recording: Recording;
  readonly effects: readonly Effect[];
  /** For each effect, all that are on disk whenever it is; and all that are not on disk whenever it is not. */
  readonly needs: readonly Bits[];
  readonly neededBy: readonly Bits[];
  /** For each number of operations that are done: the effects that they had, and those that syncs put on disk. */
  readonly had: readonly Bits[];
  readonly forced: readonly Bits[];
  readonly pagesInAnyOrder: (effect: Effect) => boolean;
}

/** Works out what a persistence model says of a run. */
export function orderOf(recording: Recording, model: PersistenceModel): Order {
  const effects = effectsOf(recording);
  const { operations } = recording;
  const steps = model.requires(effects, operations);
  const needs = closures(steps);
  const back = effects.map((): number[] => []);
  steps.forEach((next, from) => {
    for (const to of next) back[to]?.push(from);
  });
  const had: Bits[] = [noBits];
  const forced: Bits[] = [noBits];
  operations.forEach(({ change }, index) => {
    let own = noBits;
    let put = forced[index] ?? noBits;
    effects.forEach((effect, number) => {
      if (effect.operation === index) own |= bit(number);
      if (change.kind !== 'fsync' && change.kind !== 'fdatasync' && change.kind !== 'sync') return;
      if (effect.operation < index && model.forces(change, effect)) put |= needs[number] ?? noBits;
    });
    had.push((had[index] ?? noBits) | own);
    forced.push(put);
  });
  return {
    recording,
    effects,
    needs,
    neededBy: closures(back),
    had,
    forced,
    pagesInAnyOrder: model.pagesInAnyOrder,
  };
}

/** Whether so many operations can leave exactly these effects on disk. */
export function mayRemain({ effects, needs, had, forced }: Order, done: number, persisted: Bits): boolean {
  if (!within(persisted, had[done] ?? noBits) || !within(forced[done] ?? noBits, persisted)) return false;
  return flagsOf(persisted, effects.length).every(
    (there, index) => !there || within(needs[index] ?? noBits, persisted),
  );
}
