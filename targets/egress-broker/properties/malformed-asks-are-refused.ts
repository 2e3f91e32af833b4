import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { isMalformed } from './asks.ts';

/** Seed 003: a confused process that inherited descriptor 3 fails fast. */
export const malformedAsksAreRefused: Property<Scenario, Observation> = {
  name: 'malformed-asks-are-refused',
  statement: 'A malformed record is answered with the refusal byte, and no connection is made for it.',
  check: (_, { asks }) => {
    for (const { record, times, granted, refused, otherwise, pairs = 0, open } of asks) {
      if (!open || !isMalformed(record)) continue;
      if (granted > 0) return broken(`a connection was made for a malformed record (${record.kind})`);
      if (pairs > 0) return broken(`a pair was made for a malformed record (${record.kind})`);
      if (otherwise > 0)
        return broken(`a malformed record (${record.kind}) was answered with something else`);
      if (refused < times) return broken(`a malformed record (${record.kind}) was not answered`);
    }
    return holds;
  },
};
