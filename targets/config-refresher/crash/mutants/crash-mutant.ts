import type { CrashMutant, CrashMutantStory } from '../../../../harness/target.ts';
import type { InModel } from '../../model.ts';
import type { Story } from '../../mutants/mutant.ts';
import type { Observation } from '../../observation.ts';
import type { Scenario } from '../../scenario.ts';

/** A mutant that a loss of power shows. @param make it, as any other mutant is made */
export function crashMutant(
  story: CrashMutantStory,
  make: (story: Story) => InModel,
): CrashMutant<Scenario, Observation> & InModel {
  // No number of drawn runs is promised: they lose no power.
  const { name, refresh, run } = make({ ...story, within: 1 });
  return { ...story, name, refresh, run };
}
