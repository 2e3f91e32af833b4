import type { Mutant } from '../../harness/target.ts';
import { channelMutants } from './mutants/of-the-channel.ts';
import { childMutants } from './mutants/of-the-child.ts';
import { framingMutants } from './mutants/of-the-framing.ts';
import { keyMutants } from './mutants/of-the-key.ts';
import { placeMutants } from './mutants/of-the-place.ts';
import { requestMutants } from './mutants/of-the-request.ts';
import { responseMutants } from './mutants/of-the-response.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';

/** Brokers with one known bug each; the historical ones first. */
export const mutants: readonly Mutant<Scenario, Observation>[] = [
  ...childMutants,
  ...channelMutants,
  ...responseMutants,
  ...keyMutants,
  ...placeMutants,
  ...framingMutants,
  ...requestMutants,
];
