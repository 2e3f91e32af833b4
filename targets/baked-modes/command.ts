import type { CommandContract } from '../../harness/target.ts';
import { runForReal } from './command/run-for-real.ts';
import type { BakedObservation } from './observation.ts';
import { programMutants } from './program-mutants.ts';
import type { BakedScenario } from './scenario.ts';

/** How any builder or checker is fuzzed: `PROGRAM CONTEXT_DIR OUT_DIR`. */
export const command: CommandContract<BakedScenario, BakedObservation> = {
  reference: new URL('./reference/main.ts', import.meta.url),
  mutants: programMutants,
  run: runForReal,
};
