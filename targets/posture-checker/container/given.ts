import {
  allCapabilities,
  bitsOf,
  containerDefault,
  maskOf,
} from '../../../harness/arbitraries/capability-mask.ts';
import type { CapabilityMask, Identity } from '../../../harness/stage.ts';
import { identityAfterExec } from '../../../harness/world/identity/after-exec.ts';
import { beyond, noCapabilities, union } from '../../../harness/world/identity/capability-set.ts';
import type { IdentityFacts } from '../../../harness/world/identity/identity-facts.ts';
import type { ProcessIdentity } from '../../../harness/world/identity/process-identity.ts';
import { numberOf } from './capability-flags.ts';
import type { DockerRun } from './docker-run.ts';

/** What a container's program is, as far as its description says. */
export interface Given extends ProcessIdentity {
  /** Whether the filter of system calls is on: mode 2 of seccomp(2). */
  readonly filtered: boolean;
  /** Variables that it has; beside them only those that Docker adds. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether there is a network interface beside the loopback. */
  readonly networked: boolean;
  /** Capabilities that may be missing: by the engine's version, or because the machine lacks them. */
  readonly open: CapabilityMask;
}

/**
 * What the kernel will give a container's program, worked out from the description: Docker's rules for flags (`docker
 * run`, "Runtime privilege and Linux capabilities"; inheritable sets are empty since CVE-2022-24769, and the primary
 * group is among the groups since CVE-2022-36109), and then execve(2) of what the entrypoint makes of itself.
 * @param becomes who the entrypoint becomes before it starts the program; undefined where there is none
 */
export function given(
  run: DockerRun,
  becomes: Identity | undefined,
  { own, splitIds }: Pick<IdentityFacts, 'own' | 'splitIds'>,
): Given {
  const started = asStarted(run);
  const identity: ProcessIdentity =
    becomes === undefined
      ? started
      : identityAfterExec(
          { ...becomes, noNewPrivileges: becomes.noNewPrivileges || started.noNewPrivileges },
          splitIds,
        );
  const isAll = run.privileged || run.capAdd.includes('ALL');
  const lacking = maskOf(beyond(allCapabilities, own.bounding));
  return {
    ...identity,
    filtered: !run.privileged && !run.securityOptions.includes('seccomp=unconfined'),
    environment: run.environment,
    networked: run.publish.length > 0,
    open: becomes === undefined ? union(isAll ? ofSomeVersions : noCapabilities, lacking) : noCapabilities,
  };
}

/** CAP_PERFMON and those after it: "all" of an engine whose runc is older than they are does not hold them. */
const ofSomeVersions = maskOf([38, 39, 40]);

/** Who the first process of a container is. */
function asStarted(run: DockerRun): ProcessIdentity {
  const [uid = 0, gid = 0] = (run.user ?? run.imageUser ?? '0:0').split(':').map(Number);
  const held = maskOf(heldBy(run));
  const own = uid === 0 ? held : noCapabilities;
  const groups = [...new Set([gid, ...run.groupAdd])].sort((one, other) => one - other);
  return {
    uid: { real: uid, effective: uid, saved: uid },
    gid: { real: gid, effective: gid, saved: gid },
    groups,
    inheritable: noCapabilities,
    permitted: own,
    effective: own,
    bounding: held,
    ambient: noCapabilities,
    noNewPrivileges: run.securityOptions.includes('no-new-privileges'),
  };
}

/** Numbers of the capabilities that a container is given. */
function heldBy({ privileged, capAdd, capDrop }: DockerRun): readonly number[] {
  const all = bitsOf(allCapabilities);
  if (privileged) return all;
  const added = capAdd.map(numberOf);
  if (capDrop.includes('ALL')) return capAdd.includes('ALL') ? all : added;
  const dropped = new Set(capDrop.map(numberOf));
  const from = capAdd.includes('ALL') ? all : bitsOf(containerDefault);
  const kept = from.filter(number => !dropped.has(number));
  return [...new Set([...kept, ...added.filter(number => number >= 0)])];
}
