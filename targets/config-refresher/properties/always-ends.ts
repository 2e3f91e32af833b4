import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** A FIFO, a device or a file system that gives nothing must not hold the caller up. */
export const alwaysEnds: Property<Scenario, Observation> = {
  name: 'always-ends',
  statement: 'The refresher ends by itself: it waits for nobody and repeats nothing for ever.',
  check(_scenario, { refreshers, operations }) {
    for (const { end } of refreshers) {
      if (end.kind === 'timed-out') return broken(`The refresher had not ended after ${end.limitMs} ms.`);
      if (end.kind !== 'blocked' && end.kind !== 'stuck') continue;
      const last = operations.at(-1)?.operation ?? 'operation';
      const what = end.kind === 'blocked' ? 'waits for ever in' : 'goes on for ever with';
      return broken(`The refresher ${what} ${last}.`);
    }
    return holds;
  },
};
