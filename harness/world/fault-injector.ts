import type { Fault, FaultEffect, FileOperation } from '../arbitraries/fault-plan.ts';

interface Planned {
  readonly fault: Fault;
  seen: number;
}

/**
 * Says at each operation of a process whether a planned fault is due there. What became of the faults is not asked of
 * it: `faultReports` reads that from the operations themselves.
 */
export class FaultInjector {
  constructor(faults: readonly Fault[]) {
    this.#planned = faults.map(fault => ({ fault, seen: 0 }));
  }

  readonly #planned: readonly Planned[];

  /** Counts the operation. @returns the effect that is due now; the first planned wins when two are */
  next(operation: FileOperation): FaultEffect | undefined {
    let due: FaultEffect | undefined;
    for (const planned of this.#planned) {
      const { fault } = planned;
      if (fault.operation !== 'any' && fault.operation !== operation) continue;
      planned.seen += 1;
      if (isDue(fault, planned.seen)) due ??= fault.effect;
    }
    return due;
  }
}

function isDue({ nth, effect }: Fault, seen: number): boolean {
  return seen === nth || (seen > nth && effect.kind !== 'crash' && effect.lasting);
}
