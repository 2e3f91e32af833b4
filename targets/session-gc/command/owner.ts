import type { Identity } from '../../../harness/stage.ts';
import { noCapabilities } from '../../../harness/world/identity/capability-set.ts';
import { ownerUid } from '../layout.ts';

/** The owner of the home, who may not do more than any user: what is somebody else's is that. */
export const nobodySpecial: Identity = {
  uid: { real: ownerUid, effective: ownerUid },
  gid: { real: ownerUid, effective: ownerUid },
  groups: [],
  bounding: noCapabilities,
  inheritable: noCapabilities,
  ambient: noCapabilities,
  noNewPrivileges: false,
};
