import { mutantInvariant } from '../mutant.ts';
import { capabilitiesWithin, capabilityRules } from '../reference/capabilities.ts';
import { errorCode } from '../reference/machine.ts';

export const cutMaskBelieved = mutantInvariant(
  {
    name: 'cut-mask-believed',
    story: 'Takes as many digits as there are: a mask cut short is another, smaller mask.',
    source: 'expert: a read that ends early; proc_pid_status(5) pads the mask to 16 digits',
    caughtBy: ['unreadable-fails-closed', 'exactly-the-failures'],
    within: 300,
  },
  {
    capabilities: capabilitiesWithin({
      ...capabilityRules,
      read(machine) {
        try {
          const [found, ...more] = machine.readStatus().matchAll(/(?<=^|\n)CapEff:[\t ]*([0-9a-f]+)/g);
          if (found === undefined || more.length > 0)
            return { kind: 'unreadable', reason: 'it is malformed' };
          return { kind: 'mask', mask: BigInt(`0x${found[1]}`) };
        } catch (error) {
          return { kind: 'unreadable', reason: errorCode(error) };
        }
      },
    }),
  },
);
