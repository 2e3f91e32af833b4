import type { Identity } from '../../stage.ts';
import { noCapabilities } from './capability-set.ts';
import type { ProcessIdentity } from './process-identity.ts';

/**
 * Whose a file must be on disk to be that user's for a program of this identity; undefined where no file of anybody is.
 * @param own who the harness is
 */
export function ownerOnDisk(
  uid: number,
  identity: Identity | undefined,
  own: ProcessIdentity,
): number | undefined {
  if (!identity?.inUserNamespace) return uid;
  return uid === identity.uid.effective ? own.uid.effective : undefined;
}

/** Who a program of this identity is to the files of the machine, by their modes and owners as the harness sees them. */
export function identityOnDisk(identity: Identity, own: ProcessIdentity): Identity {
  if (!identity.inUserNamespace) return identity;
  const { uid, gid, groups } = own;
  return { ...identity, uid, gid, groups, bounding: noCapabilities, ambient: noCapabilities };
}
