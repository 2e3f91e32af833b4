import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { isMalformed } from './asks.ts';

/** Seed 003: the channel stays usable. */
export const validAsksGetAStream: Property<Scenario, Observation> = {
  name: 'valid-asks-get-a-stream',
  statement: 'A valid record gets a stream, whatever came over the channel before it.',
  check: (_, { asks }) => {
    for (const { record, times, granted, refused, otherwise, faults, open } of asks) {
      if (!open || isMalformed(record)) continue;
      if (otherwise > 0) return broken('a valid record was answered with something else');
      if (granted + refused < times) return broken('a valid record was not answered');
      if (granted < times - faults) return broken('a valid record was refused');
    }
    return holds;
  },
};
