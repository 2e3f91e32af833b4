import type { CommandContract } from '../../harness/target.ts';
import { runForReal } from './command/run-for-real.ts';
import type { PostureObservation } from './observation.ts';
import { programMutants } from './program-mutants.ts';
import type { PostureScenario } from './scenario.ts';

/** How any program is fuzzed as a posture checker. */
export const command: CommandContract<PostureScenario, PostureObservation> = {
  reference: new URL('./reference/main.ts', import.meta.url),
  mutants: programMutants,
  kernel: true,
  run: runForReal,
};
