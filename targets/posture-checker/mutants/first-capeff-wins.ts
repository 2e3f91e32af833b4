import { mutantInvariant } from '../mutant.ts';
import { capabilitiesWithin, capabilityRules } from '../reference/capabilities.ts';
import { effectiveCapabilities } from '../reference/proc-status.ts';

export const firstCapeffWins = mutantInvariant(
  {
    name: 'first-capeff-wins',
    story:
      'Believes the first of two CapEff lines: whoever can put a line before the real one chooses the answer.',
    source: 'expert: a file bind-mounted over /proc/self/status, a doubled read',
    caughtBy: ['unreadable-fails-closed', 'exactly-the-failures'],
    within: 1000,
  },
  {
    capabilities: capabilitiesWithin({
      ...capabilityRules,
      read(machine) {
        const found = capabilityRules.read(machine);
        if (found.kind !== 'unreadable' || !found.reason.includes('more than one')) return found;
        const first = machine
          .readStatus()
          .split('\n')
          .find(line => line.startsWith('CapEff:'));
        return effectiveCapabilities(`${first}\n`);
      },
    }),
  },
);
