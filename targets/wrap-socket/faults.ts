import type { FaultReport } from '../../harness/target.ts';
import type { WrapObservation } from './observation.ts';
import type { Fault, WrapScenario } from './scenario.ts';

export function faultName({ call, nth, code, lasting }: Fault): string {
  return `${code} at ${call} ${nth}${lasting ? ' and after' : ''}`;
}

/** What became of each planned fault, read from the calls that were made, not from what should have failed them. */
export function faults(
  { faults: planned }: WrapScenario,
  { calls }: WrapObservation,
): readonly FaultReport[] {
  return planned.map(fault => {
    const made = calls.filter(({ call }) => call === fault.call);
    const due = made.slice(fault.nth - 1, fault.lasting ? undefined : fault.nth);
    const fired = due.every(({ code }) => code === fault.code);
    return { fault: faultName(fault), outcome: due.length === 0 ? 'unreached' : fired ? 'fired' : 'missed' };
  });
}
