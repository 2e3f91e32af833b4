import type { Recording, Volume } from '../../recording.ts';
import { type Bits, flagsOf, noBits, within } from './bits.ts';
import { fingerprint } from './fingerprint.ts';
import { onDisk, type Tear } from './on-disk.ts';
import { type Order, orderOf } from './order.ts';
import { type PersistenceName, persistenceModels } from './persistence.ts';
import { mayRemainAfterAll, remaindersOf } from './remainders.ts';
import { tearsOf } from './tears.ts';

/** One way to a state: after so many operations had begun the power was lost, and this was on disk. */
export interface Way {
  /** How many operations had begun. */
  readonly operations: number;
  readonly persisted: Bits;
  /** A write of which a part is there. */
  readonly tear: Tear | undefined;
  /** How many effects of these operations are not on disk. */
  readonly lost: number;
}

/** What a machine can be found in after a loss of power. */
export interface CrashState {
  readonly volume: Volume;
  readonly fingerprint: string;
  /** The shortest way there: fewest operations, then least lost. */
  readonly way: Way;
  /** The way with the least lost after the run was over; undefined: by then the disk can't be so any more. */
  readonly afterAll: Way | undefined;
}

/** Every state that a run can leave, each once. */
export interface CrashStates {
  readonly order: Order;
  readonly states: readonly CrashState[];
  /** How many more ways there were, which lead to a state that is equal to one of these. */
  readonly equal: number;
  /** Whether these are all that the model allows; else the run did too much for that, and few at a time were left out. */
  readonly complete: boolean;
}

type Draft = { -readonly [Key in keyof CrashState]: CrashState[Key] };

function shorter(one: Way, other: Way): boolean {
  return one.operations < other.operations || (one.operations === other.operations && one.lost < other.lost);
}

function countLost({ effects }: Order, operations: number, there: readonly boolean[]): number {
  return effects.filter((effect, index) => effect.operation < operations && there[index] !== true).length;
}

/** How many operations must have begun before exactly these effects can be on disk. */
function operationsFor({ effects }: Order, there: readonly boolean[], tear: Tear | undefined): number {
  const last = Math.max(there.lastIndexOf(true), tear?.effect ?? -1);
  return (effects[last]?.operation ?? -1) + 1;
}

/** Where few effects at a time are left out, so many parts of writes are tried beside each: of the next ones. */
const fewTears = 8;

function* first<T>(values: Iterable<T>, most: number): Generator<T> {
  let count = 0;
  for (const value of values) {
    if (count === most) return;
    count += 1;
    yield value;
  }
}

/** Goes through all states that a run can leave under a persistence model. */
export function crashStatesOf(recording: Recording, model: PersistenceName): CrashStates {
  const order = orderOf(recording, persistenceModels[model]);
  const { effects, had } = order;
  const all = recording.operations.length;
  const { sets, complete } = remaindersOf(order);
  const found = new Map<string, Draft>();
  let ways = 0;

  const add = (persisted: Bits, there: readonly boolean[], tear: Tear | undefined): void => {
    const operations = operationsFor(order, there, tear);
    const volume = onDisk(recording, effects, effect => there[effect] === true, tear);
    const key = fingerprint(volume);
    const way = { operations, persisted, tear, lost: countLost(order, operations, there) };
    const afterAll = mayRemainAfterAll(order, persisted)
      ? { ...way, operations: all, lost: countLost(order, all, there) }
      : undefined;
    ways += 1;
    const known = found.get(key);
    if (known === undefined) {
      found.set(key, { volume, fingerprint: key, way, afterAll });
      return;
    }
    if (shorter(way, known.way)) known.way = way;
    if (afterAll !== undefined && (known.afterAll === undefined || shorter(afterAll, known.afterAll)))
      known.afterAll = afterAll;
  };

  for (const persisted of sets) {
    const there = flagsOf(persisted, effects.length);
    add(persisted, there, undefined);
    // The latest moment at which exactly these can be on disk: by then most other writes are under way.
    const latest = had.findLastIndex((_, done) => within(order.forced[done] ?? noBits, persisted));
    const tears = tearsOf(order, had[latest] ?? noBits, persisted);
    for (const tear of complete ? tears : first(tears, fewTears)) add(persisted, there, tear);
  }
  return { order, states: [...found.values()], equal: ways - found.size, complete };
}
