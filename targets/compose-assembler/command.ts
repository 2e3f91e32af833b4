import type { CommandContract } from '../../harness/target.ts';
import { runForReal } from './command/run-for-real.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';
import { shellMutants } from './shell-mutants.ts';

/** How any program is fuzzed as an assembler: `CONTRACT.md` says it in words. */
export const command: CommandContract<Scenario, Observation> = {
  reference: new URL('./reference/main.ts', import.meta.url),
  mutants: shellMutants,
  run: (scenario, stage) => runForReal(scenario, stage),
};
