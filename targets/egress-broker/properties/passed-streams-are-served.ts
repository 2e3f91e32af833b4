import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** Seed 003: a stranded peer hangs until its time is over. */
export const passedStreamsAreServed: Property<Scenario, Observation> = {
  name: 'passed-streams-are-served',
  statement:
    'A stream that the broker can not serve, or could not pass on, is never promised: the answer is a refusal.',
  check: (_, { asks }) =>
    asks.some(({ granted, faults, times }) => granted > times - faults)
      ? broken('the child was given a stream that nobody serves')
      : holds,
};
