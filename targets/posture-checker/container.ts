import type { ContainerContract } from '../../harness/target.ts';
import { blindTo } from './container/blind-to.ts';
import { features } from './container/features.ts';
import { inProcess } from './container/in-process.ts';
import { whyNoContainer } from './container/plan-run.ts';
import { runInside } from './container/run-inside.ts';
import type { PostureObservation } from './observation.ts';
import type { PostureScenario } from './scenario.ts';

/** How a posture check is run in containers. */
export const container: ContainerContract<PostureScenario, PostureObservation> = {
  run: runInside,
  inProcess,
  features,
  whyNot: whyNoContainer,
  blindTo,
};
