import type { Mutant } from '../../../harness/target.ts';
import { inModel } from '../model.ts';
import type { Observation } from '../observation.ts';
import { type Broker, broker, steps } from '../reference/broker.ts';
import type { Seams } from '../reference/seams.ts';
import type { Steps } from '../reference/steps.ts';
import type { Scenario } from '../scenario.ts';

/** What is told of a mutant. */
export type Story = Omit<Mutant<Scenario, Observation>, 'run'>;

/** A mutant that is a broker of its own. */
export function mutant(story: Story, subject: Broker): Mutant<Scenario, Observation> {
  return { ...story, ...inModel(story.name, subject) };
}

/** A mutant that is the reference with other steps. */
export function altered(story: Story, parts: Partial<Steps>): Mutant<Scenario, Observation> {
  return mutant(story, broker({ ...steps, ...parts }));
}

/** A mutant that is the reference on another machine. */
export function onOther(
  story: Story,
  change: (seams: Seams) => Partial<Seams>,
): Mutant<Scenario, Observation> {
  const reference = broker(steps);
  return mutant(story, (request, seams) => reference(request, { ...seams, ...change(seams) }));
}
