import type { ProgramMutant } from '../../harness/target.ts';

/** Brokers as programs, with one known bug each. */
export const programMutants: readonly ProgramMutant[] = [];
