import type { CommandContract } from '../../harness/target.ts';
import { runForReal } from './command/run-for-real.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';

/** How any program is fuzzed as a config refresher: `PROGRAM SOURCE TARGET MARKER`. */
export const command: CommandContract<Scenario, Observation> = {
  reference: new URL('./reference/main.ts', import.meta.url),
  mutants: [],
  kernel: true,
  tellsHangs: true,
  run: runForReal,
};
