import type { BakedMutant } from './mutant.ts';
import { checkMutants } from './mutants/checking.ts';
import { copyMutants } from './mutants/copying.ts';
import { modeMutants } from './mutants/modes.ts';
import { readMutants } from './mutants/reading.ts';

/** Models and checkers with one known bug each. */
export const mutants: readonly BakedMutant[] = [
  ...modeMutants,
  ...copyMutants,
  ...checkMutants,
  ...readMutants,
];
