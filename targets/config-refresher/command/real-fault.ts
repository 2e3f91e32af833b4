import type { Fault } from '../../../harness/arbitraries/fault-plan.ts';
import { isUntroubled } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';

/** What stands in a world that makes a planned fault happen without anybody's doing, for as long as the world is. */
export type RealFault =
  /** The file system has room for so many bytes more, and the new content needs more. */
  | { readonly kind: 'full'; readonly roomBytes: number }
  | { readonly kind: 'unreadable-source' }
  /** Nothing can be made, renamed or removed in the target's folder: its mode forbids it, or it is mounted read-only. */
  | { readonly kind: 'closed-folder' }
  | { readonly kind: 'read-only-folder' }
  /** Nobody can change, rename or replace the file: chattr(1), `i`. */
  | { readonly kind: 'immutable'; readonly file: 'target' | 'marker' };

/** How the faults of a scenario come about in a world. */
export type FaultPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'real'; readonly fault: Fault; readonly real: RealFault }
  | { readonly kind: 'impossible'; readonly reason: string };

/** A file system of pages: what is written takes whole ones. */
export const pageBytes = 4096;

/** The fault that stands for the plan where it lasts: what has no end is all that a world can be made to give. */
function standingFault(scenario: Scenario, { operation, nth, effect }: Fault): RealFault | undefined {
  if (effect.kind === 'crash') return undefined;
  const first = nth === 1;
  if (operation === 'write' && first && effect.lasting) {
    const pages = Math.floor(smallestResult(scenario) / pageBytes);
    if (effect.kind === 'short-write')
      return pages < 1 ? undefined : { kind: 'full', roomBytes: Math.ceil(pages / 2) * pageBytes };
    return effect.code === 'ENOSPC' ? { kind: 'full', roomBytes: 0 } : undefined;
  }
  if (effect.kind === 'short-write') return undefined;
  const { code } = effect;
  const refused = code === 'EACCES' || code === 'EROFS';
  if (operation === 'open' && first && code === 'EACCES') return { kind: 'unreadable-source' };
  if (operation === 'open' && nth === 2 && refused)
    return { kind: code === 'EROFS' ? 'read-only-folder' : 'closed-folder' };
  if (operation === 'rename' && first && refused && scenario.target.kind === 'file')
    return { kind: 'immutable', file: 'target' };
  if (operation === 'utimes' && first && refused && scenario.marker === 'file')
    return { kind: 'immutable', file: 'marker' };
  return undefined;
}

/** Bytes that the new content has at least, however it is written: plain letters of a string can't be shortened. */
export function smallestResult({ source }: Scenario): number {
  return Math.max(source.content.padding, 1);
}

/**
 * How the scenario's faults are made real. Only where nothing else is wrong: then a failure is the fault's doing, and it
 * can be seen from outside that it happened.
 */
export function planFaults(scenario: Scenario): FaultPlan {
  const [fault, ...others] = scenario.faults;
  if (fault === undefined) return { kind: 'none' };
  const impossible = (reason: string): FaultPlan => ({ kind: 'impossible', reason });
  if (others.length > 0) return impossible('two faults at once need their system calls to be counted');
  if (scenario.second !== null || !isUntroubled({ ...scenario, faults: [] }))
    return impossible('from outside a fault can be told only where nothing else is wrong');
  const real = standingFault(scenario, fault);
  return real === undefined
    ? impossible('that fault needs its system call to be counted: kernel fidelity')
    : { kind: 'real', fault, real };
}
