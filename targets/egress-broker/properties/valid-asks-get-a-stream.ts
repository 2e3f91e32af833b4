import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { isMalformed } from './asks.ts';

/** So many streams at once nobody refuses: the contract. */
const leastStreams = 64;
/** A child that reads answers while it asks has so many before it, at most. */
const readAtOnce = 8;

/** Seed 003: the channel stays usable. */
export const validAsksGetAStream: Property<Scenario, Observation> = {
  name: 'valid-asks-get-a-stream',
  statement: 'A valid record gets a stream, whatever came over the channel before it.',
  check: ({ actions }, { asks }) => {
    for (const { action, record, times, granted, refused, otherwise, faults, open, streams } of asks) {
      if (!open || isMalformed(record)) continue;
      if (otherwise > 0) return broken('a valid record was answered with something else');
      if (granted + refused < times) return broken('a valid record was not answered');
      const asking = actions[action];
      const isClosed = asking?.do === 'flood' && asking.reads && asking.keeps !== true;
      const mayRefuse = streams + (isClosed ? readAtOnce : times) > leastStreams;
      if (!mayRefuse && granted < times - faults) return broken('a valid record was refused');
    }
    return holds;
  },
};
