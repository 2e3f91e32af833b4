import type { Mutant } from '../../harness/target.ts';
import { inModel, type Subject } from './model.ts';
import type { ModelMachine } from './model-machine.ts';
import type { PostureObservation } from './observation.ts';
import { bootWith } from './reference/boot.ts';
import { type PostureParts, postureCheck, postureParts } from './reference/posture.ts';
import type { Invariant } from './reference/situation.ts';
import type { PostureScenario } from './scenario.ts';

export type PostureMutant = Mutant<PostureScenario, PostureObservation>;

/** What is said of a mutant. */
export type MutantStory = Pick<PostureMutant, 'name' | 'story' | 'source' | 'caughtBy' | 'within'>;

/** A mutant that is a program of its own. */
export function mutant(story: MutantStory, subject: Subject): PostureMutant {
  return { ...inModel(story.name, subject), ...story };
}

/** A mutant that is the reference with some steps replaced. */
export function mutantWith(story: MutantStory, parts: Partial<PostureParts<ModelMachine>>): PostureMutant {
  return mutant(story, bootWith(postureCheck<ModelMachine>({ ...postureParts, ...parts })));
}

/** A mutant that is the reference with some invariants replaced. */
export function mutantInvariant(
  story: MutantStory,
  invariants: Readonly<Partial<Record<keyof typeof postureParts.invariants, Invariant<ModelMachine>>>>,
): PostureMutant {
  return mutantWith(story, { invariants: { ...postureParts.invariants, ...invariants } });
}
