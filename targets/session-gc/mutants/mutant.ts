import type { Mutant } from '../../../harness/target.ts';
import { inModel } from '../model.ts';
import type { Observation } from '../observation.ts';
import { type Steps, type Sweep, steps, sweeper } from '../reference/sweep.ts';
import type { Scenario } from '../scenario.ts';

/** What is told of a mutant. */
export type Story = Omit<Mutant<Scenario, Observation>, 'run'>;

/** A mutant that is a sweep of its own. */
export function mutant(story: Story, sweep: Sweep): Mutant<Scenario, Observation> {
  return Object.assign(inModel(story.name, sweep), story);
}

/** A mutant that is the reference with other steps. */
export function altered(story: Story, parts: Partial<Steps>): Mutant<Scenario, Observation> {
  return mutant(story, sweeper({ ...steps, ...parts }));
}
