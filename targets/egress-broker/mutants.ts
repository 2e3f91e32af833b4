import type { Mutant } from '../../harness/target.ts';
import { childMutants } from './mutants/of-the-child.ts';
import { connectionMutants } from './mutants/of-the-connections.ts';
import { endMutants } from './mutants/of-the-end.ts';
import { framingMutants } from './mutants/of-the-framing.ts';
import { keyMutants } from './mutants/of-the-key.ts';
import { leakMutants } from './mutants/of-the-leaks.ts';
import { passingMutants } from './mutants/of-the-passing.ts';
import { placeMutants } from './mutants/of-the-place.ts';
import { recordMutants } from './mutants/of-the-record.ts';
import { requestMutants } from './mutants/of-the-request.ts';
import { responseMutants } from './mutants/of-the-response.ts';
import { timerMutants } from './mutants/of-the-timers.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';

/** Brokers with one known bug each; the historical ones first. */
export const mutants: readonly Mutant<Scenario, Observation>[] = [
  ...childMutants,
  ...endMutants,
  ...recordMutants,
  ...passingMutants,
  ...timerMutants,
  ...leakMutants,
  ...responseMutants,
  ...connectionMutants,
  ...keyMutants,
  ...placeMutants,
  ...framingMutants,
  ...requestMutants,
];
