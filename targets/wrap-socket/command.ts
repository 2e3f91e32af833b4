import type { CommandContract } from '../../harness/target.ts';
import { runForReal } from './command/run-for-real.ts';
import type { WrapObservation } from './observation.ts';
import { programMutants } from './program-mutants.ts';
import type { WrapScenario } from './scenario.ts';

/** How any program is fuzzed as a server of the three sockets. */
export const command: CommandContract<WrapScenario, WrapObservation> = {
  reference: new URL('./reference/main.ts', import.meta.url),
  mutants: programMutants,
  run: runForReal,
};
