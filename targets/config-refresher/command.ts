import type { CommandContract } from '../../harness/target.ts';
import { exhaust } from './command/exhaust.ts';
import { runAtKernel } from './command/run-at-kernel.ts';
import { runForReal } from './command/run-for-real.ts';
import type { Observation } from './observation.ts';
import { programMutants } from './program-mutants.ts';
import type { Scenario } from './scenario.ts';

/** How any program is fuzzed as a config refresher: `PROGRAM SOURCE TARGET MARKER`. */
export const command: CommandContract<Scenario, Observation> = {
  reference: new URL('./reference/main.ts', import.meta.url),
  mutants: programMutants,
  kernel: true,
  tellsHangs: true,
  exhaust,
  run: (scenario, stage) =>
    stage.fidelity === 'kernel' ? runAtKernel(scenario, stage) : runForReal(scenario, stage),
};
