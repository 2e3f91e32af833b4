import type { CapabilityMask, Identity } from '../../stage.ts';
import type { Words } from '../containment/words.ts';
import { beyond, noCapabilities } from './capability-set.ts';

/**
 * What comes before a program to make it exactly this: setpriv(1), which keeps the capabilities over the change of user,
 * so that the order of its options does not matter; behind unshare(1) where that is to be in a user namespace.
 */
export function identityWords(identity: Identity): Words {
  const { uid, gid, groups, bounding, inheritable, ambient, noNewPrivileges } = identity;
  const sets = [
    `--bounding-set=${onlyThese(bounding)}`,
    `--inh-caps=${onlyThese(inheritable)}`,
    `--ambient-caps=${onlyThese(ambient)}`,
    ...(noNewPrivileges ? ['--no-new-privs'] : []),
    '--',
  ];
  if (identity.inUserNamespace) {
    const ids = [`--map-user=${uid.effective}`, `--map-group=${gid.effective}`];
    // Whoever is not called 0 there would have no capability left to give setpriv.
    return ['unshare', '--user', ...ids, '--keep-caps', '--', 'setpriv', ...sets];
  }
  return [
    'setpriv',
    `--ruid=${uid.real}`,
    `--euid=${uid.effective}`,
    `--rgid=${gid.real}`,
    `--egid=${gid.effective}`,
    groups.length === 0 ? '--clear-groups' : `--groups=${groups.join(',')}`,
    ...sets,
  ];
}

/** By number: setpriv knows the names of its own time only. */
function onlyThese(mask: CapabilityMask): string {
  return ['-all', ...beyond(mask, noCapabilities).map(number => `+cap_${number}`)].join(',');
}
