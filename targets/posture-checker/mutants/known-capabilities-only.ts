import { mutantInvariant } from '../mutant.ts';
import { allowedCapabilities, capabilitiesWithin, capabilityRules } from '../reference/capabilities.ts';

export const knownCapabilitiesOnly = mutantInvariant(
  {
    name: 'known-capabilities-only',
    story: 'Goes through the names it knows, so a capability of a newer kernel is not seen.',
    source:
      'expert: every release since Linux 5.8 that added one (CAP_PERFMON, CAP_BPF, CAP_CHECKPOINT_RESTORE)',
    caughtBy: ['unreadable-fails-closed', 'exactly-the-failures', 'excess-is-named'],
    within: 100,
  },
  {
    capabilities: capabilitiesWithin({
      ...capabilityRules,
      excess: mask => BigInt.asUintN(41, mask) & ~allowedCapabilities,
    }),
  },
);
