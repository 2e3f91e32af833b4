import { type Arbitrary, array, constant, constantFrom, oneof, record } from 'fast-check';
import { allCapabilities, noCapability } from '../../harness/arbitraries/capability-mask.ts';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import { common } from '../../harness/world/identity/capability-set.ts';
import type { ContainerWays, PostureScenario } from './scenario.ts';

const options = { noNullPrototype: true };

/** Ways to be a container; every fifth scenario says one. */
export const ways: Arbitrary<ContainerWays | null> = oneof(
  { weight: 4, arbitrary: constant(null) },
  {
    weight: 1,
    arbitrary: record(
      {
        capabilities: constantFrom('by-name', 'against-default', 'all-but'),
        privileged: weighted([5, false], [1, true]),
        user: constantFrom('flag', 'image', 'over-image'),
        seccomp: weighted([3, 'default'], [1, 'unconfined']),
        userNamespace: weighted([3, 'default'], [1, 'host']),
        publish: oneof(
          { weight: 3, arbitrary: constant<number[]>([]) },
          { weight: 1, arbitrary: array(constantFrom(443, 80, 6060, 9229), { maxLength: 3 }) },
        ),
        cache: constantFrom('folder', 'parent'),
      },
      options,
    ),
  },
);

/** Ids that the common engine takes: up to 31 bits. */
const lastId = 2 ** 31 - 1;

/** CAP_SYS_ADMIN: what root leaves behind in the permitted set. */
const leftBehind = '0000000000200000';

/**
 * The scenario, as a container can be it by flags of `docker run` alone, without an entrypoint that changes who it is:
 * one user id and one group id; who is not root holds nothing; root holds what the container is given, and a privileged
 * one is given everything. Where only the real user id is 0, an entrypoint has given up no more than the effective one,
 * and a capability stays permitted. A scenario that says nothing of a container stays as it is.
 */
export function asContainer(scenario: PostureScenario): PostureScenario {
  const { container } = scenario;
  if (container === null) return scenario;
  const { uid, status, beside } = scenario;
  const isLeft = uid.real === 0 && uid.effective !== 0 && !container.privileged;
  const id = uid.effective > lastId ? 1000 : uid.effective;
  const gid = beside.gid.effective > lastId ? 1000 : beside.gid.effective;
  const isRoot = id === 0;
  const asked = common(isRoot ? status.effective : beside.bounding, allCapabilities);
  const given = container.privileged ? allCapabilities : asked;
  return {
    ...scenario,
    platform: 'linux',
    uid: { real: isLeft ? 0 : id, effective: id, saved: id },
    status: {
      ...status,
      fault: null,
      written: null,
      damage: null,
      effective: isRoot ? given : noCapability,
      dormant: isLeft ? leftBehind : noCapability,
    },
    beside: {
      ...beside,
      gid: { real: gid, effective: gid },
      groups: beside.groups && groupsWith(gid, beside.groups),
      inheritable: noCapability,
      // What is in the bounding set of root is what it is permitted.
      bounding: isRoot ? beside.bounding : given,
      ambient: noCapability,
    },
  };
}

/** The engine puts the group among the groups. */
function groupsWith(gid: number, groups: readonly number[]): number[] {
  return [...new Set([gid, ...groups])].filter(group => group <= lastId).slice(0, 3);
}
