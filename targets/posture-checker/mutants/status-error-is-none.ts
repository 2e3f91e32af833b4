import { mutantInvariant } from '../mutant.ts';
import { capabilitiesWithin, capabilityRules } from '../reference/capabilities.ts';
import { effectiveCapabilities } from '../reference/proc-status.ts';

export const statusErrorIsNone = mutantInvariant(
  {
    name: 'status-error-is-none',
    story: 'When /proc/self/status can not be read the check is left out, as if this were no Linux.',
    source: 'expert: containers with /proc hidden; CVE-2021-3560, a lookup error taken for a harmless answer',
    caughtBy: ['unreadable-fails-closed', 'exactly-the-failures'],
    within: 200,
  },
  {
    capabilities: capabilitiesWithin({
      ...capabilityRules,
      read(machine) {
        try {
          return effectiveCapabilities(machine.readStatus());
        } catch {
          return { kind: 'mask', mask: 0n };
        }
      },
    }),
  },
);
