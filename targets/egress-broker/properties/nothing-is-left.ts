import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** Seed 003: no descriptor or goroutine leak. */
export const nothingIsLeft: Property<Scenario, Observation> = {
  name: 'nothing-is-left',
  statement:
    'When the broker is over it has closed every descriptor, once, ended every connection and stopped every timer.',
  check: (_, { starts, asks }) => {
    if (asks.some(({ held = 0 }) => held > 0))
      return broken('a descriptor that came with a malformed record was left open');
    for (const { left, inherited = 0 } of starts) {
      if (inherited > 0) return broken('the child was born with descriptors of the broker');
      if (left === undefined) continue;
      if (left.connections > 0) return broken('a connection to the upstream was left open');
      if (left.descriptors > 0) return broken('a descriptor was left open');
      if (left.timers > 0) return broken('a timer was left running');
      if (left.closedTwice > 0) return broken('a descriptor was closed that was not open');
    }
    return holds;
  },
};
