import type { BakedMutant } from './mutant.ts';
import { copyMutants } from './mutants/copying.ts';
import { modeMutants } from './mutants/modes.ts';
import { permitMutants } from './mutants/permitting.ts';
import { readMutants } from './mutants/reading.ts';
import { tellMutants } from './mutants/telling.ts';

/** Models and checkers with one known bug each. */
export const mutants: readonly BakedMutant[] = [
  ...modeMutants,
  ...copyMutants,
  ...permitMutants,
  ...tellMutants,
  ...readMutants,
];
