import { mutantInvariant } from '../mutant.ts';
import { capabilitiesWithin, capabilityRules } from '../reference/capabilities.ts';
import { errorCode } from '../reference/machine.ts';
import { effectiveCapabilities } from '../reference/proc-status.ts';

export const thirdCapLine = mutantInvariant(
  {
    name: 'third-cap-line',
    story: 'Counts lines instead of reading their names: takes the third line that begins with Cap.',
    source: 'expert: proc_pid_status(5) promises fields, not their order',
    caughtBy: ['unreadable-fails-closed', 'exactly-the-failures'],
    within: 800,
  },
  {
    capabilities: capabilitiesWithin({
      ...capabilityRules,
      read(machine) {
        try {
          const lines = machine.readStatus().split('\n');
          const third = lines.filter(line => line.startsWith('Cap'))[2] ?? '';
          return effectiveCapabilities(third.replace(/^Cap...:/, 'CapEff:'));
        } catch (error) {
          return { kind: 'unreadable', reason: errorCode(error) };
        }
      },
    }),
  },
);
