import { common, union } from '../../harness/world/identity/capability-set.ts';
import type { PostureScenario } from './scenario.ts';

/** The five capability sets of a process (capabilities(7)), as masks. */
export interface CapabilitySets {
  readonly inheritable: string;
  readonly permitted: string;
  readonly effective: string;
  readonly bounding: string;
  readonly ambient: string;
}

/**
 * The capability sets of a scenario's process. Its effective and permitted sets are given; what it holds beside them is
 * taken as far as a program can have it that execve(2) gave them: root is permitted its bounding set, and anybody
 * else has only ambient capabilities in effect. What is dormant without a real user id of 0 was given up later.
 */
export function capabilitySets({
  uid,
  status: { effective, dormant },
  beside,
}: Pick<PostureScenario, 'uid' | 'status' | 'beside'>): CapabilitySets {
  const permitted = union(effective, dormant);
  if (uid.effective === 0) {
    const inheritable = common(beside.inheritable, permitted);
    return {
      inheritable,
      permitted,
      effective,
      bounding: permitted,
      ambient: common(beside.ambient, inheritable),
    };
  }
  const bounding = uid.real === 0 ? permitted : union(beside.bounding, effective);
  const inheritable = union(common(beside.inheritable, bounding), effective);
  return { inheritable, permitted, effective, bounding, ambient: effective };
}
