import {
  allCapabilities,
  containerDefault,
  noCapability,
} from '../../../harness/arbitraries/capability-mask.ts';
import type { CapabilityMask } from '../../../harness/stage.ts';
import { beyond } from '../../../harness/world/identity/capability-set.ts';
import type { ContainerWays } from '../scenario.ts';
import type { DockerRun } from './docker-run.ts';

/** Names in the order of their numbers (capabilities(7)), as Docker has them. */
const names = [
  ...['CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'KILL', 'SETGID', 'SETUID', 'SETPCAP'],
  ...[
    'LINUX_IMMUTABLE',
    'NET_BIND_SERVICE',
    'NET_BROADCAST',
    'NET_ADMIN',
    'NET_RAW',
    'IPC_LOCK',
    'IPC_OWNER',
  ],
  ...[
    'SYS_MODULE',
    'SYS_RAWIO',
    'SYS_CHROOT',
    'SYS_PTRACE',
    'SYS_PACCT',
    'SYS_ADMIN',
    'SYS_BOOT',
    'SYS_NICE',
  ],
  ...[
    'SYS_RESOURCE',
    'SYS_TIME',
    'SYS_TTY_CONFIG',
    'MKNOD',
    'LEASE',
    'AUDIT_WRITE',
    'AUDIT_CONTROL',
    'SETFCAP',
  ],
  ...['MAC_OVERRIDE', 'MAC_ADMIN', 'SYSLOG', 'WAKE_ALARM', 'BLOCK_SUSPEND', 'AUDIT_READ', 'PERFMON', 'BPF'],
  'CHECKPOINT_RESTORE',
];

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
  return beyond(mask, other).flatMap(number => names[number] ?? []);
}

/** The number of a capability by Docker's name for it. */
export function numberOf(name: string): number {
  return names.indexOf(name);
}
