import { Unobserved } from '../../harness/stage.ts';
import type { ContainerContract } from '../../harness/target.ts';
import { type Compose, findRelease } from '../../harness/world/compose/find-compose.ts';
import { runForReal } from './command/run-for-real.ts';
import { features } from './container/features.ts';
import { goOn } from './container/go-on.ts';
import { startSession } from './container/start-session.ts';
import { whyNotCompared } from './container/why-no-session.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';

let found: Promise<Compose | undefined> | undefined;

async function withCompose<T>(then: (compose: Compose) => Promise<T>): Promise<T | Unobserved> {
  found ??= findRelease('2.26.1');
  const compose = await found;
  return compose === undefined
    ? new Unobserved({ kind: 'rejected', reason: 'there is no Compose 2.26.1: scripts/fetch-compose' })
    : then(compose);
}

function unlessHindered<T>(scenario: Scenario, run: () => Promise<T>): Promise<T | Unobserved> {
  const reason = whyNotCompared(scenario);
  return reason === undefined ? run() : Promise.resolve(new Unobserved({ kind: 'rejected', reason }));
}

/** How sources come to their last word: the session is started of them, and HOME looked at afterwards. */
export const container: ContainerContract<Scenario, Observation> = {
  run: (scenario, stage) =>
    unlessHindered(scenario, () =>
      withCompose(compose => runForReal(scenario, stage, () => startSession(scenario, compose, stage))),
    ),
  inProcess: (scenario, implementation, place) =>
    unlessHindered(scenario, async () => {
      const observation = await implementation.run(scenario);
      if (observation instanceof Unobserved) return observation;
      return withCompose(compose => goOn(scenario, observation, compose, place));
    }),
  features,
};
