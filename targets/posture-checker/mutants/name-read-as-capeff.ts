import { mutantInvariant } from '../mutant.ts';
import { capabilitiesWithin, capabilityRules } from '../reference/capabilities.ts';
import { errorCode } from '../reference/machine.ts';

export const nameReadAsCapeff = mutantInvariant(
  {
    name: 'name-read-as-capeff',
    story:
      'Searches with a pattern whose lines end at a carriage return too: a program named "\\rCapEff:\\t0400" answers for itself.',
    source:
      'expert: proc_pid_status(5), the name is up to the program, only line feed and backslash are escaped; ECMAScript, flag m',
    caughtBy: ['unreadable-fails-closed', 'exactly-the-failures'],
    within: 400,
  },
  {
    capabilities: capabilitiesWithin({
      ...capabilityRules,
      read(machine) {
        try {
          const digits = /^CapEff:\t([0-9a-f]{1,16})$/m.exec(machine.readStatus())?.[1];
          if (digits === undefined) return { kind: 'unreadable', reason: 'its CapEff line is malformed' };
          return { kind: 'mask', mask: BigInt(`0x${digits}`) };
        } catch (error) {
          return { kind: 'unreadable', reason: `reading it failed with ${errorCode(error)}` };
        }
      },
    }),
  },
);
