import type { CrashProgram } from '../../../harness/target.ts';
import { crashMutants } from './mutants.ts';

/** The same bugs in shell: what each is, is told once. */
export const crashPrograms: readonly CrashProgram[] = crashMutants.map(
  ({ name, story, source, caughtBy, under }) => ({
    name,
    story,
    source,
    caughtBy,
    under,
    file: new URL(`programs/${name}.sh`, import.meta.url),
    needs: ['bash', 'jq'],
  }),
);
