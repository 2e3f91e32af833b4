import { holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { isOptedOut } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { gravestEffect, violated } from './evidence.ts';

/** Seed `004` F4: a session with open egress, "while the banner claims otherwise". */
export const bannerIsTrue: Property<Scenario, Observation> = {
  name: 'banner-is-true',
  statement: 'A mode that is printed is the mode of the effective model.',
  check(scenario, observation) {
    for (const line of observation.said) {
      const [, claim] = /^\s*mode: (contained|host-socket|open)\s*$/.exec(line) ?? [];
      if (claim === undefined) continue;
      if (observation.exit !== 0)
        return violated(scenario, observation, `The banner says ${claim}, and assembly failed`, {
          signature: 'a banner after a failure',
        });
      const gravest = gravestEffect(scenario, observation);
      if (gravest === undefined) continue;
      const { effect } = gravest;
      const actual = effect.openings.length > 0 ? 'open' : effect.mode;
      if (claim === actual || (claim === 'open' && isOptedOut(scenario))) continue;
      return violated(
        scenario,
        observation,
        `The banner says ${claim}, and the effective model is ${actual}`,
        { signature: 'the banner is not true' },
      );
    }
    return holds;
  },
};
