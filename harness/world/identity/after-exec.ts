import type { Identity } from '../../stage.ts';
import { common, noCapabilities, union } from './capability-set.ts';
import type { ProcessIdentity } from './process-identity.ts';

/**
 * How this kernel's execve(2) takes a process whose real and effective ids differ, when the file gives nothing: the old
 * way, up to Linux 6.15, as if it were a set-user-ID program; the new way, as any other.
 */
export type SplitIds = 'as-set-id' | 'as-any-other';

/**
 * What the kernel makes of an identity at execve(2) of a file without set-id bits and without capabilities
 * (capabilities(7), "Transformation of capabilities during execve()" and "Capabilities and execution of programs by
 * root"; credentials(7)), with the secure bits clear. Before it, the process is permitted all that it may be.
 */
export function identityAfterExec(identity: Identity, splitIds: SplitIds): ProcessIdentity {
  const { bounding, inheritable, noNewPrivileges } = identity;
  const isSetId = splitIds === 'as-set-id' && areSplit(identity);
  // What is gained through ids is taken back under no_new_privs (prctl(2)): the effective ids become the real ones.
  const falls = isSetId && noNewPrivileges;
  const uid = identity.uid.real;
  const effectiveUid = falls ? uid : identity.uid.effective;
  const gid = identity.gid.real;
  const effectiveGid = falls ? gid : identity.gid.effective;

  // The file's sets count as full for root, by its real or effective id as they were before that.
  const isRoot = uid === 0 || identity.uid.effective === 0;
  const ambient = isSetId ? noCapabilities : identity.ambient;
  const permitted = union(isRoot ? union(bounding, inheritable) : noCapabilities, ambient);
  return {
    uid: { real: uid, effective: effectiveUid, saved: effectiveUid },
    gid: { real: gid, effective: effectiveGid, saved: effectiveGid },
    groups: [...identity.groups].sort((one, other) => one - other),
    inheritable,
    permitted,
    effective: identity.uid.effective === 0 ? permitted : common(ambient, permitted),
    bounding,
    ambient,
    noNewPrivileges,
  };
}

function areSplit({ uid, gid }: Identity): boolean {
  return uid.real !== uid.effective || gid.real !== gid.effective;
}
