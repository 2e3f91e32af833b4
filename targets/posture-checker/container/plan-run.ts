import { allCapabilities, maskOf } from '../../../harness/arbitraries/capability-mask.ts';
import type { CapabilityMask, Identity } from '../../../harness/stage.ts';
import { beyond, common, noCapabilities, union } from '../../../harness/world/identity/capability-set.ts';
import type { IdentityFacts } from '../../../harness/world/identity/identity-facts.ts';
import { identityFor, type WantedIdentity } from '../../../harness/world/identity/identity-for.ts';
import { fullMachine } from '../can-be-real.ts';
import { planCacheFault, type RealBoot, unreal } from '../command/real-machine.ts';
import type { ContainerWays, PostureScenario } from '../scenario.ts';
import { wantedIdentity } from '../wanted-identity.ts';
import { cacheMounts } from './cache-mounts.ts';
import { capabilityFlags } from './capability-flags.ts';
import type { DockerRun } from './docker-run.ts';

/** What a container is started as. */
type Started = Omit<DockerRun, 'environment' | 'folder' | 'mounts' | 'entrypoint'>;

/** A boot in a container. */
export interface PlannedRun {
  readonly boot: RealBoot;
  readonly started: Started;
  /** Who the entrypoint becomes before it starts the program; undefined: Docker alone makes the program who it is. */
  readonly becomes: Identity | undefined;
}

/** The ways of a scenario that says none. */
export const plainest: ContainerWays = {
  capabilities: 'against-default',
  privileged: false,
  user: 'flag',
  seccomp: 'default',
  userNamespace: 'default',
  publish: [],
  cache: 'parent',
};

/**
 * Plans the boot of a scenario in a container: by flags of `docker run` alone where those are enough, else behind an
 * entrypoint that starts as root and changes who it is, as images do that give up root by themselves.
 * @param facts of the machine that the engine is on
 * @returns or why no container is that: a clause without its full stop
 */
export function planRun(
  scenario: PostureScenario,
  facts: IdentityFacts,
): PlannedRun | { readonly reason: string } {
  const reason = unreal(scenario, 'process') ?? cacheMounts('', scenario, plainest).reason;
  if (reason !== undefined) return { reason };
  const cacheFault = planCacheFault(scenario, 'process');
  if (typeof cacheFault === 'object') return cacheFault;
  const ways = scenario.container ?? plainest;
  const wanted = wantedIdentity(scenario);
  const { name } = scenario.status;
  const boot = (identity: Identity): RealBoot => ({
    identity: { ...identity, bounding: common(identity.bounding, facts.own.bounding) },
    processName: name === 'node' ? undefined : name,
    cacheFault,
    injected: [],
  });
  if (isByFlags(wanted, ways)) {
    const { uid, gid, groups } = wanted;
    const groupAdd = (groups ?? []).filter(group => group !== gid.effective);
    const started = startedAs(`${uid.effective}:${gid.effective}`, groupAdd, wanted.bounding, wanted, ways);
    return { boot: boot({ ...wanted, groups: groups ?? [] }), started, becomes: undefined };
  }
  const start = ways.privileged
    ? allCapabilities
    : union(wanted.bounding, wanted.permitted, wanted.inheritable, changing);
  const [lacking] = beyond(start, facts.own.bounding);
  if (lacking !== undefined) return { reason: `this machine lacks capability ${lacking}` };
  const found = identityFor(wanted, inContainer(start, facts));
  if (found.kind === 'impossible') return { reason: found.reason };
  const identity = found.identity ?? { ...wanted, groups: [0] };
  return {
    boot: boot(identity),
    started: startedAs('0:0', [], start, wanted, ways),
    becomes: found.identity,
  };
}

/** Why no container, on any machine, is that; undefined where one can be. */
export function whyNoContainer(scenario: PostureScenario): string | undefined {
  const planned = planRun(scenario, fullMachine);
  return 'reason' in planned ? planned.reason : undefined;
}

/** CAP_SETGID, CAP_SETUID and CAP_SETPCAP: what changing identity takes. */
const changing = maskOf([6, 7, 8]);

/** Ids that the engine takes for `--user` and `--group-add`. */
const lastId = 2 ** 31 - 1;

/** Whether `docker run` makes a program that by itself: root holds what the container does, and nobody else anything. */
function isByFlags(wanted: WantedIdentity, { privileged }: ContainerWays): boolean {
  const { uid, gid, groups, permitted, effective, inheritable, bounding, ambient } = wanted;
  const ids = [uid.real, uid.effective, uid.saved];
  const groupIds = [gid.real, gid.effective, gid.saved];
  const own = uid.effective === 0 ? bounding : noCapabilities;
  return (
    ids.every(id => id === uid.effective && id <= lastId) &&
    groupIds.every(id => id === gid.effective && id <= lastId) &&
    (groups === undefined || (groups.includes(gid.effective) && groups.every(id => id <= lastId))) &&
    [inheritable, ambient].every(mask => mask === noCapabilities) &&
    permitted === own &&
    effective === own &&
    beyond(bounding, allCapabilities).length === 0 &&
    (!privileged || bounding === allCapabilities)
  );
}

function startedAs(
  user: string,
  groupAdd: readonly number[],
  held: CapabilityMask,
  { noNewPrivileges }: WantedIdentity,
  ways: ContainerWays,
): Started {
  const flags = ways.privileged ? { capDrop: [], capAdd: [] } : capabilityFlags(held, ways.capabilities);
  // Without a USER line, and without --user, it is root.
  const inImage = user === '0:0' ? undefined : user;
  return {
    imageUser: { flag: undefined, image: inImage, 'over-image': user === '1000:1000' ? '0:0' : '1000:1000' }[
      ways.user
    ],
    user: ways.user === 'image' ? undefined : user,
    groupAdd,
    privileged: ways.privileged,
    ...flags,
    securityOptions: [
      ...(noNewPrivileges ? ['no-new-privileges'] : []),
      ...(ways.seccomp === 'unconfined' ? ['seccomp=unconfined'] : []),
    ],
    hostUserNamespace: ways.userNamespace === 'host',
    publish: [...new Set(ways.publish)],
  };
}

/** What the first process of a container can make of itself that was started as root with these capabilities. */
function inContainer(held: CapabilityMask, facts: IdentityFacts): IdentityFacts {
  const ids = { real: 0, effective: 0, saved: 0 };
  const everyId = [{ from: 0, to: 2 ** 32 - 2 }];
  return {
    own: {
      uid: ids,
      gid: ids,
      groups: [0],
      inheritable: noCapabilities,
      permitted: held,
      effective: held,
      bounding: held,
      ambient: noCapabilities,
      noNewPrivileges: false,
    },
    uids: everyId,
    gids: everyId,
    mayGroup: true,
    lastCapability: facts.lastCapability,
    hasSetpriv: facts.hasSetpriv,
    splitIds: facts.splitIds,
    noUserNamespaces: 'a container has no user namespace beside its own',
    overflowGid: facts.overflowGid,
  };
}
