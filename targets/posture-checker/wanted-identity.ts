import type { WantedIdentity } from '../../harness/world/identity/identity-for.ts';
import { capabilitySets } from './capability-sets.ts';
import type { PostureScenario } from './scenario.ts';

/** Who the program of a scenario is once it has begun. */
export function wantedIdentity(scenario: PostureScenario): WantedIdentity {
  const { uid, beside } = scenario;
  const { gid, groups, noNewPrivileges } = beside;
  return {
    uid,
    gid: { ...gid, saved: gid.effective },
    groups: groups ?? undefined,
    ...capabilitySets(scenario),
    noNewPrivileges,
  };
}
