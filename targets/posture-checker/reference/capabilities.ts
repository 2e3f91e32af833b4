import { namesOf } from './capability-names.ts';
import type { Failure } from './failure.ts';
import { errorCode, type Machine } from './machine.ts';
import { type EffectiveCapabilities, effectiveCapabilities } from './proc-status.ts';
import type { Invariant } from './situation.ts';

/** CAP_NET_BIND_SERVICE: ports 80 and 443 without root. */
export const allowedCapabilities = 1n << 10n;

/** How the capabilities are read and compared. */
export interface CapabilityRules {
  read(machine: Machine): EffectiveCapabilities;
  /** The capabilities of a mask that may not be there. */
  excess(mask: bigint): bigint;
  names(mask: bigint): readonly string[];
}

export const capabilityRules: CapabilityRules = {
  read(machine) {
    try {
      return effectiveCapabilities(machine.readStatus());
    } catch (error) {
      return { kind: 'unreadable', reason: `reading it failed with ${errorCode(error)}` };
    }
  },
  excess: mask => mask & ~allowedCapabilities,
  names: namesOf,
};

function unreadable(reason: string): Failure {
  return {
    sentinel: 'ErrCapabilitiesUnreadable',
    resource: '/proc/self/status',
    reason: `the effective capabilities can't be told from /proc/self/status: ${reason}`,
    fix: 'mount the real /proc into the container, readable by this user, and nothing over /proc/self/status',
  };
}

function unexpected(names: readonly string[]): Failure {
  return {
    sentinel: 'ErrUnexpectedCapability',
    resource: 'CapEff',
    reason: `the process holds ${names.join(', ')}; only CAP_NET_BIND_SERVICE is expected`,
    fix: 'start it with --cap-drop ALL --cap-add NET_BIND_SERVICE and without --privileged',
  };
}

/** The effective capabilities are within the allowlist; capabilities that can't be told are not. */
export function capabilitiesWithin(rules: CapabilityRules): Invariant {
  return {
    linuxOnly: true,
    check({ machine }) {
      const found = rules.read(machine);
      if (found.kind === 'unreadable') return [unreadable(found.reason)];
      const excess = rules.excess(found.mask);
      return excess === 0n ? [] : [unexpected(rules.names(excess))];
    },
  };
}
