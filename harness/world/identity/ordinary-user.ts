import type { Identity } from '../../stage.ts';
import { noCapabilities } from './capability-set.ts';

/** A user who may do nothing special, in the group of the same number alone: what is somebody else's is closed to them. */
export function ordinaryUser(id: number): Identity {
  return {
    uid: { real: id, effective: id },
    gid: { real: id, effective: id },
    groups: [],
    bounding: noCapabilities,
    inheritable: noCapabilities,
    ambient: noCapabilities,
    noNewPrivileges: false,
  };
}
