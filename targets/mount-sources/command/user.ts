import { ordinaryUser } from '../../../harness/world/identity/ordinary-user.ts';
import { userUid } from '../world-before.ts';

/** The user that HOME belongs to: no other groups, and no rights that others lack. */
export const asUser = ordinaryUser(userUid);
