import { setTimeout as after } from 'node:timers/promises';

/** A live process of a program under test. */
export interface Member {
  /** Its id in the proc it was read from. */
  readonly pid: number;
  /** Memory that is its own, in bytes. */
  readonly ownBytes: number;
  /** Shared memory it has in use, in bytes; others may share it. */
  readonly sharedBytes: number;
}

/** All that a program under test started and that is alive, itself included. */
export interface Family {
  members(): readonly Member[];
  /** Ends all of it, or asks the kernel to. */
  kill(): void;
  /** Whether nothing of it is left. */
  readonly gone: boolean;
}

/** What a family holds: what is each one's own, and the largest shared part once. */
export function heldBytes(members: readonly Member[]): number {
  const own = members.reduce((sum, { ownBytes }) => sum + ownBytes, 0);
  return own + Math.max(0, ...members.map(({ sharedBytes }) => sharedBytes));
}

/** Kills a family until it is gone. What can't be killed by then, asleep in the kernel, is left. */
export async function endFamily(family: Family, limitMs: number): Promise<void> {
  const until = performance.now() + limitMs;
  do {
    family.kill();
    if (family.gone) return;
    await after(2);
  } while (performance.now() < until);
}
