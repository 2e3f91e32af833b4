import { type Fault, type FaultEffect, faultName } from '../arbitraries/fault-plan.ts';
import type { FaultReport } from '../target.ts';
import type { OperationRecord } from './memory-file-system.ts';

/**
 * What became of each planned fault, read from what the operations came to and left, never from what the injector says
 * of itself: an injector that does nothing, something else, or at another operation is `missed`.
 * @param operations all operations of the process that the faults were planned for, in their order
 */
export function faultReports(
  faults: readonly Fault[],
  operations: readonly OperationRecord[],
): readonly FaultReport[] {
  const last = operations.at(-1);
  const taken = new Set<OperationRecord>();
  return faults.map(fault => {
    // Of two at the same operation only the one planned first can happen; the other's moment has not come.
    const due = dueAt(fault, operations).filter(record => !taken.has(record));
    for (const record of due) taken.add(record);
    const shown = due.filter(record => couldShow(fault.effect, record));
    const fired = shown.every(record => shows(fault.effect, record, record === last));
    const outcome = shown.length === 0 ? 'unreached' : fired ? 'fired' : 'missed';
    return { fault: faultName(fault), outcome };
  });
}

function dueAt({ operation, nth, effect }: Fault, operations: readonly OperationRecord[]) {
  const counted =
    operation === 'any' ? operations : operations.filter(record => record.operation === operation);
  const lasting = effect.kind !== 'crash' && effect.lasting;
  return counted.slice(nth - 1, lasting ? undefined : nth);
}

/** Whether the effect could be seen there at all: not where nothing was to be written, nor in an operation that never ended. */
function couldShow(effect: FaultEffect, { asked = 0, acted, outcome }: OperationRecord): boolean {
  if (outcome === 'blocked') return false;
  if (effect.kind !== 'short-write') return true;
  const failedByItself = acted && outcome !== 'done';
  return asked > 0 && !failedByItself;
}

function shows(effect: FaultEffect, record: OperationRecord, last: boolean): boolean {
  const { acted, outcome, asked = 0, written } = record;
  switch (effect.kind) {
    case 'error':
      return outcome === effect.code && !acted;
    case 'short-write':
      return outcome === 'done' && written?.length === Math.min(effect.bytes, asked - 1);
    case 'crash':
      return outcome === 'crashed' && last && acted === (effect.when === 'after');
  }
}
