import { mutantInvariant } from '../mutant.ts';
import { capabilitiesWithin, capabilityRules } from '../reference/capabilities.ts';

export const firstExcessNamed = mutantInvariant(
  {
    name: 'first-excess-named',
    story:
      'Names the first capability that is too many and stops: whoever drops it finds the next at the next deployment.',
    source: 'seed 001: the log line is the runbook',
    caughtBy: ['excess-is-named'],
    within: 100,
  },
  {
    capabilities: capabilitiesWithin({
      ...capabilityRules,
      names: mask => capabilityRules.names(mask).slice(0, 1),
    }),
  },
);
