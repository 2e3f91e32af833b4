import type { Mutant } from '../../../harness/target.ts';
import { type InModel, inModel } from '../model.ts';
import type { Observation } from '../observation.ts';
import { type Refresh, refresher, type Steps, steps } from '../reference/refresh.ts';
import type { Scenario } from '../scenario.ts';

/** What is told of a mutant. */
export type Story = Omit<Mutant<Scenario, Observation>, 'run'>;

/** A mutant that is a refresh of its own. */
export function mutant(story: Story, refresh: Refresh): Mutant<Scenario, Observation> & InModel {
  return { ...story, ...inModel(story.name, refresh) };
}

/** A mutant that is the reference with other steps. */
export function altered(story: Story, parts: Partial<Steps>): Mutant<Scenario, Observation> & InModel {
  return mutant(story, refresher({ ...steps, ...parts }));
}
