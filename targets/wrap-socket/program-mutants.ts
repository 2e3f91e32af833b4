import type { ProgramMutant } from '../../harness/target.ts';

export const programMutants: readonly ProgramMutant[] = [];
