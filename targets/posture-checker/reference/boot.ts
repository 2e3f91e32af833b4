import type { Failure } from './failure.ts';
import type { Machine } from './machine.ts';
import { type CheckPosture, checkPosture } from './posture.ts';

/** How booting ended: exit status 0, it listens; 2, it refused and nothing was opened. */
export interface Booted {
  readonly exit: 0 | 2;
  readonly failures: readonly Failure[];
}

/** Checks the posture, tells what it found, and only then, if nothing refuses, opens the listeners. */
export function bootWith<M extends Machine>(
  check: CheckPosture<M>,
): (given: readonly string[], machine: M) => Booted {
  return (given, machine) => {
    const { decision, failures, lines, listeners } = check(given, machine);
    for (const line of lines) machine.log(line);
    if (decision === 'refuse') return { exit: 2, failures };
    for (const address of listeners) machine.bind(address);
    return { exit: 0, failures };
  };
}

/** Boots a process behind the posture check. */
export const boot = bootWith(checkPosture);
