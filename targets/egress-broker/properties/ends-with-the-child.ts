import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** Seed 003: joining the control loop waits for a fork that keeps the channel. */
export const endsWithTheChild: Property<Scenario, Observation> = {
  name: 'ends-with-the-child',
  statement:
    'The broker ends when its child has ended, or when it is told to, whoever still holds its descriptors.',
  check: (_, { starts }) =>
    starts.some(({ end }) => end.kind === 'hung') ? broken('the broker went on when it was over') : holds,
};
