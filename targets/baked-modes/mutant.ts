import type { Mutant } from '../../harness/target.ts';
import { inModel } from './model.ts';
import type { BakedObservation } from './observation.ts';
import { type Baked, type BakeRequest, bakeWith } from './reference/bake.ts';
import { type BakedParts, bakedParts } from './reference/parts.ts';
import type { BakedScenario } from './scenario.ts';

export type BakedMutant = Mutant<BakedScenario, BakedObservation>;

/** What is said of a mutant. */
export type BakedStory = Pick<BakedMutant, 'name' | 'story' | 'source' | 'caughtBy' | 'within'>;

/** A mutant that is the reference with some steps replaced. */
export function mutantWith(story: BakedStory, parts: Partial<BakedParts>): BakedMutant {
  return mutantOf(story, bakeWith({ ...bakedParts, ...parts }));
}

/** A mutant that is something else as a whole. */
export function mutantOf(story: BakedStory, subject: (request: BakeRequest) => Baked): BakedMutant {
  return { ...inModel(story.name, subject), ...story };
}
