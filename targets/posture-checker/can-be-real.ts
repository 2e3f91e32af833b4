import { allCapabilities, noCapability } from '../../harness/arbitraries/capability-mask.ts';
import type { IdentityFacts } from '../../harness/world/identity/identity-facts.ts';
import { identityFor } from '../../harness/world/identity/identity-for.ts';
import type { PostureScenario } from './scenario.ts';
import { wantedIdentity } from './wanted-identity.ts';

const everyId = [{ from: 0, to: 2 ** 32 - 2 }];

/** Root of a machine where nothing is missing. */
export const fullMachine: IdentityFacts = {
  own: {
    uid: { real: 0, effective: 0, saved: 0 },
    gid: { real: 0, effective: 0, saved: 0 },
    groups: [],
    inheritable: noCapability,
    permitted: allCapabilities,
    effective: allCapabilities,
    bounding: allCapabilities,
    ambient: noCapability,
    noNewPrivileges: false,
  },
  uids: everyId,
  gids: everyId,
  mayGroup: true,
  lastCapability: 40,
  hasSetpriv: true,
  splitIds: 'as-any-other',
  noUserNamespaces: 'it needs none',
  overflowGid: 65_534,
};

/** Whether a program can be started so on some machine: nothing is planned that only a seam can do. */
export function canBeReal(scenario: PostureScenario): boolean {
  const { platform, status, certCache, cacheEntry } = scenario;
  return (
    platform === 'linux' &&
    status.fault === null &&
    status.written === null &&
    status.damage === null &&
    !(certCache && cacheEntry.kind === 'fault') &&
    identityFor(wantedIdentity(scenario), fullMachine).kind === 'possible'
  );
}
