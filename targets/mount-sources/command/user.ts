import type { Identity } from '../../../harness/stage.ts';
import { noCapabilities } from '../../../harness/world/identity/capability-set.ts';
import { userUid } from '../world-before.ts';

const own = { real: userUid, effective: userUid } as const;

/** The user that HOME belongs to: no other groups, and no rights that others lack. */
export const asUser: Identity = {
  uid: own,
  gid: own,
  groups: [],
  bounding: noCapabilities,
  inheritable: noCapabilities,
  ambient: noCapabilities,
  noNewPrivileges: false,
};
