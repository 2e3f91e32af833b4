import type { CapabilityMask, Identity } from '../../stage.ts';
import { beyond, noCapabilities } from './capability-set.ts';

/**
 * The options by which setpriv(1) makes the program that it starts exactly this. It keeps the capabilities over the
 * change of user, so the order in which they stand here does not matter.
 */
export function identityWords(identity: Identity): readonly string[] {
  const { uid, gid, groups, bounding, inheritable, ambient, noNewPrivileges } = identity;
  return [
    `--ruid=${uid.real}`,
    `--euid=${uid.effective}`,
    `--rgid=${gid.real}`,
    `--egid=${gid.effective}`,
    groups.length === 0 ? '--clear-groups' : `--groups=${groups.join(',')}`,
    `--bounding-set=${onlyThese(bounding)}`,
    `--inh-caps=${onlyThese(inheritable)}`,
    `--ambient-caps=${onlyThese(ambient)}`,
    ...(noNewPrivileges ? ['--no-new-privs'] : []),
  ];
}

/** By number: setpriv knows the names of its own time only. */
function onlyThese(mask: CapabilityMask): string {
  return ['-all', ...beyond(mask, noCapabilities).map(number => `+cap_${number}`)].join(',');
}
