import { type ContainerPlace, Unobserved } from '../../harness/stage.ts';
import type { ContainerContract } from '../../harness/target.ts';
import { whyNoBuilds } from '../../harness/world/engine/build-image.ts';
import { runForReal } from './command/run-for-real.ts';
import { whyNotModelled } from './container/builder-rules.ts';
import { features } from './container/features.ts';
import { lookInside } from './container/inside.ts';
import type { BakedObservation } from './observation.ts';
import type { BakedScenario } from './scenario.ts';

/** What BuildKit really builds, and what the container's user can really read of it. */
export const container: ContainerContract<BakedScenario, BakedObservation> = {
  run: async (scenario, stage) => withInside(scenario, stage, () => runForReal(scenario, stage)),
  inProcess: async (scenario, implementation, place) =>
    withInside(scenario, place, async () => implementation.run(scenario)),
  features,
};

async function withInside(
  scenario: BakedScenario,
  place: Omit<ContainerPlace, 'mountLimited'>,
  observe: () => Promise<BakedObservation | Unobserved>,
): Promise<BakedObservation | Unobserved> {
  const reason = whyNoBuilds(place.engine) ?? whyNotModelled(place.engine);
  if (reason !== undefined) return new Unobserved({ kind: 'rejected', reason });
  const observation = await observe();
  if (observation instanceof Unobserved) return observation;
  const inside = await lookInside(scenario, place);
  return inside === undefined ? observation : { ...observation, inside };
}
