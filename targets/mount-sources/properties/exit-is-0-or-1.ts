import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** Whoever starts it tells "something is wrong in HOME" from "the program itself failed" by its status. */
export const exitIs0Or1: Property<Scenario, Observation> = {
  name: 'exit-is-0-or-1',
  statement: 'The exit status is 0 or 1.',
  check: (_scenario, { first: { status } }) =>
    status === 0 || status === 1 ? holds : broken(`the exit status is ${status}`),
};
