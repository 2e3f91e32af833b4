import { mutantInvariant } from '../mutant.ts';
import { capabilitiesWithin, capabilityRules } from '../reference/capabilities.ts';

const everyKnown = (1n << 41n) - 1n;

export const fullSetTrusted = mutantInvariant(
  {
    name: 'full-set-trusted',
    story:
      'Takes the full set for a laptop without a container and lets it pass: one capability more cures the failure.',
    source: 'expert: --privileged and a shell of root look the same in CapEff',
    caughtBy: ['exactly-the-failures', 'looser-never-cures', 'unreadable-fails-closed'],
    within: 3000,
  },
  {
    capabilities: capabilitiesWithin({
      ...capabilityRules,
      excess: mask => (mask === everyKnown ? 0n : capabilityRules.excess(mask)),
    }),
  },
);
