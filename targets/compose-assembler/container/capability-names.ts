import type { CapabilityMask } from '../../../harness/stage.ts';
import { capabilityNames } from '../../../harness/world/identity/capability-names.ts';
import { hasCapability } from '../../../harness/world/identity/capability-set.ts';

/** Names of the capabilities in a mask, without their prefix, in order of the alphabet; a number where one has no name here. */
export function namesIn(mask: CapabilityMask): readonly string[] {
  return Array.from({ length: 64 }, (_, number) => number)
    .filter(number => hasCapability(mask, number))
    .map(number => capabilityNames[number] ?? String(number))
    .toSorted();
}
