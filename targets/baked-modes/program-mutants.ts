import type { MutantStory, ProgramMutant } from '../../harness/target.ts';

function shell(story: MutantStory): ProgramMutant {
  return { ...story, file: new URL(`./mutants/${story.name}.sh`, import.meta.url), needs: ['bash'] };
}

void shell;
/** Builders in shell, with one known bug each. */
export const programMutants: readonly ProgramMutant[] = [];
