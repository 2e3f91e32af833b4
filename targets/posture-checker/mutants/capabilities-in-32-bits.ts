import { mutantInvariant } from '../mutant.ts';
import { capabilitiesWithin, capabilityRules } from '../reference/capabilities.ts';

export const capabilitiesIn32Bits = mutantInvariant(
  {
    name: 'capabilities-in-32-bits',
    story:
      'Compares with the operators of numbers, which see 32 bits: CAP_BPF and everything above bit 31 is lost.',
    source:
      'expert: ECMAScript, bitwise operators convert to 32 bits; capabilities(7) had 32 until Linux 2.6.25',
    caughtBy: ['unreadable-fails-closed', 'exactly-the-failures', 'excess-is-named'],
    within: 100,
  },
  {
    capabilities: capabilitiesWithin({
      ...capabilityRules,
      excess: mask => BigInt.asUintN(32, BigInt(Number(mask) & ~(1 << 10))),
    }),
  },
);
