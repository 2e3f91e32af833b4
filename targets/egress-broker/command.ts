import type { CommandContract } from '../../harness/target.ts';
import { runForReal } from './command/run-for-real.ts';
import type { Observation } from './observation.ts';
import { programMutants } from './program-mutants.ts';
import type { Scenario } from './scenario.ts';

/** How any program is fuzzed as an egress broker: `PROGRAM UPSTREAM KEY_FILE -- CHILD...`. */
export const command: CommandContract<Scenario, Observation> = {
  reference: new URL('./reference/main.ts', import.meta.url),
  mutants: programMutants,
  tellsHangs: true,
  run: (scenario, stage) => runForReal(scenario, stage),
};
