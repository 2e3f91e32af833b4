import {
  allCapabilities,
  containerDefault,
  noCapability,
} from '../../../harness/arbitraries/capability-mask.ts';
import type { CapabilityMask } from '../../../harness/stage.ts';
import { capabilityNames } from '../../../harness/world/identity/capability-names.ts';
import { beyond } from '../../../harness/world/identity/capability-set.ts';
import type { ContainerWays } from '../scenario.ts';
import type { DockerRun } from './docker-run.ts';

type Flags = Pick<DockerRun, 'capAdd' | 'capDrop'>;

/** The flags that give a container exactly these capabilities, of those that have a name. */
export function capabilityFlags(wanted: CapabilityMask, way: ContainerWays['capabilities']): Flags {
  switch (way) {
    case 'by-name':
      return { capDrop: ['ALL'], capAdd: namesOf(wanted, noCapability) };
    case 'against-default':
      return { capDrop: namesOf(containerDefault, wanted), capAdd: namesOf(wanted, containerDefault) };
    case 'all-but':
      return { capDrop: namesOf(allCapabilities, wanted), capAdd: ['ALL'] };
  }
}

/** What is in one mask and not in the other. */
function namesOf(mask: CapabilityMask, other: CapabilityMask): readonly string[] {
  return beyond(mask, other).flatMap(number => capabilityNames[number] ?? []);
}

/** The number of a capability by Docker's name for it. */
export function numberOf(name: string): number {
  return capabilityNames.indexOf(name);
}
