import type { Fault, FaultEffect, FileOperation } from '../arbitraries/fault-plan.ts';
import { faultName } from '../arbitraries/fault-plan.ts';
import type { FaultReport } from '../target.ts';

interface Planned {
  readonly fault: Fault;
  seen: number;
  /** What came of it so far. */
  outcome: FaultReport['outcome'];
}

/** Says at each operation of a process whether a planned fault is due there, and remembers what became of each. */
export class FaultInjector {
  constructor(faults: readonly Fault[]) {
    this.#planned = faults.map(fault => ({ fault, seen: 0, outcome: 'unreached' }));
  }

  readonly #planned: readonly Planned[];
  readonly #fired = new Set<FileOperation>();

  /** Counts the operation. @returns the effect that is due now; the first planned wins when two are */
  next(operation: FileOperation): FaultEffect | undefined {
    let due: FaultEffect | undefined;
    for (const planned of this.#planned) {
      const { fault } = planned;
      if (fault.operation !== 'any' && fault.operation !== operation) continue;
      planned.seen += 1;
      if (!isDue(fault, planned.seen) || !applies(fault.effect, operation)) continue;
      // Two at the same operation: only one can happen, but the moment of both has come.
      planned.outcome = 'fired';
      due ??= fault.effect;
    }
    if (due !== undefined) this.#fired.add(operation);
    return due;
  }

  /** Whether a fault happened at an operation of this kind. */
  firedAt(operation: FileOperation): boolean {
    return this.#fired.has(operation);
  }

  /** What became of each planned fault. */
  reports(): readonly FaultReport[] {
    return this.#planned.map(({ fault, outcome }) => ({ fault: faultName(fault), outcome }));
  }
}

function isDue({ nth, effect }: Fault, seen: number): boolean {
  return seen === nth || (seen > nth && effect.kind !== 'crash' && effect.lasting);
}

function applies(effect: FaultEffect, operation: FileOperation): boolean {
  return effect.kind !== 'short-write' || operation === 'write';
}
