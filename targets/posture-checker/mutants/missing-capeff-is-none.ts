import { mutantInvariant } from '../mutant.ts';
import { capabilitiesWithin, capabilityRules } from '../reference/capabilities.ts';
import { effectiveCapabilities } from '../reference/proc-status.ts';

export const missingCapeffIsNone = mutantInvariant(
  {
    name: 'missing-capeff-is-none',
    story: 'A status text without a CapEff line counts as a process without capabilities.',
    source: 'expert: a lookup error read as "nothing", as in CVE-2021-3560',
    caughtBy: ['unreadable-fails-closed', 'exactly-the-failures'],
    within: 400,
  },
  {
    capabilities: capabilitiesWithin({
      ...capabilityRules,
      read(machine) {
        const found = capabilityRules.read(machine);
        if (found.kind !== 'unreadable' || !found.reason.startsWith('it has no')) return found;
        return effectiveCapabilities('CapEff:\t0000000000000000\n');
      },
    }),
  },
);
