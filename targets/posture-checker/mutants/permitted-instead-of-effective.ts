import { mutantInvariant } from '../mutant.ts';
import { capabilitiesWithin, capabilityRules } from '../reference/capabilities.ts';

export const permittedInsteadOfEffective = mutantInvariant(
  {
    name: 'permitted-instead-of-effective',
    story:
      'Reads CapPrm, the line above: capabilities that are not in effect are told, and a missing CapEff is not.',
    source: 'proc_pid_status(5); seed 001 says effective',
    caughtBy: ['unreadable-fails-closed', 'exactly-the-failures'],
    within: 100,
  },
  {
    capabilities: capabilitiesWithin({
      ...capabilityRules,
      read: machine =>
        capabilityRules.read({
          ...machine,
          readStatus: () =>
            machine
              .readStatus()
              .replace(/^CapEff:/gm, 'Cap:')
              .replace(/^CapPrm:/gm, 'CapEff:'),
        }),
    }),
  },
);
