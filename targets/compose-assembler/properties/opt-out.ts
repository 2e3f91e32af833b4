import { holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { isOptedOut } from '../oracle.ts';
import { placesOf } from '../places.ts';
import type { Scenario } from '../scenario.ts';
import { listedFiles, quoted, violated } from './evidence.ts';

/** A typo, an empty value or a "0" must not switch hardening off. */
export const optOutOnlyByExactOne: Property<Scenario, Observation> = {
  name: 'opt-out-only-by-exact-1',
  statement: 'Hardening is left out when NO_HARDENING is exactly 1, and never else.',
  check(scenario, observation) {
    const files = observation.exit === 0 ? listedFiles(scenario, observation) : undefined;
    if (files === undefined) return holds;
    const { hardening, mode } = placesOf(scenario);
    // A list that ends before it could come to hardening says nothing about the switch.
    if (!files.some(({ path }) => path === mode)) return holds;
    const dropped = !files.some(({ path }) => path === hardening);
    if (dropped === isOptedOut(scenario)) return holds;
    const value = scenario.optOut === null ? 'not set' : quoted(scenario.optOut);
    return violated(
      scenario,
      observation,
      `NO_HARDENING is ${value}, and hardening was ${dropped ? 'left out' : 'kept'}`,
      {
        signature: `hardening was ${dropped ? 'left out' : 'kept'} against NO_HARDENING`,
      },
    );
  },
};
