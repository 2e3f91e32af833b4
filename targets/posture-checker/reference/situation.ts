import type { Address } from './address.ts';
import type { Contract } from './contract.ts';
import type { Failure } from './failure.ts';
import type { Flags } from './flags.ts';
import type { Machine } from './machine.ts';

/** What the invariants look at. */
export interface Situation<M extends Machine = Machine> {
  readonly flags: Flags;
  readonly contract: Contract;
  readonly insecureListen: Address | null;
  readonly listen: readonly Address[];
  readonly machine: M;
}

/** One statement about the situation that must hold before a listener opens. */
export interface Invariant<M extends Machine = Machine> {
  /** Whether it can be looked at on Linux only; elsewhere it is skipped. */
  readonly linuxOnly: boolean;
  /** Every failure that there is, none for an invariant that holds. Never throws, changes nothing. */
  check(situation: Situation<M>): readonly Failure[];
}

/**
 * Whether the invariants of production apply. A malformed variable may have been meant to switch it on, and refuses
 * anyway: then everything is told at once.
 */
export function asInProduction({ contract }: Pick<Situation, 'contract'>): boolean {
  return contract.production !== 'unset';
}
