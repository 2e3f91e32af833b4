import { ordinaryUser } from '../../../harness/world/identity/ordinary-user.ts';
import { ownerUid } from '../layout.ts';

/** The owner of the home, who may not do more than any user: what is somebody else's is that. */
export const nobodySpecial = ordinaryUser(ownerUid);
