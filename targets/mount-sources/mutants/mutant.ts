import type { Mutant, MutantStory } from '../../../harness/target.ts';
import { inModel, type Subject, withSteps } from '../model.ts';
import type { ModelFiles } from '../model-files.ts';
import type { Observation } from '../observation.ts';
import type { Steps } from '../reference/mount-sources.ts';
import type { Scenario } from '../scenario.ts';

type SourcesMutant = Mutant<Scenario, Observation>;

/** A mutant that is a program of its own. */
export function mutant(story: MutantStory, subject: Subject): SourcesMutant {
  return { ...story, ...inModel(story.name, subject) };
}

/** A mutant that is the reference with some steps replaced. */
export function mutantWith(story: MutantStory, changed: Partial<Steps<ModelFiles>>): SourcesMutant {
  return mutant(story, withSteps(changed));
}
