import { broken, holds, type Property } from '../../../harness/target.ts';
import { listingArguments } from '../layout.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** A container that is stopped can be started again, and needs its folder then. */
export const asksForAllContainers: Property<Scenario, Observation> = {
  name: 'asks-for-all-containers',
  statement: 'docker(1) is asked for the names of all containers, stopped ones too, and for nothing else.',
  check(_scenario, { first, second }) {
    const listings = [...first.listings, ...(second?.listings ?? [])];
    for (const listing of listings) {
      const { length } = listingArguments;
      const same = listing.arguments.length === length;
      if (same && listing.arguments.every((word, nth) => word === listingArguments[nth])) continue;
      return broken(`docker was run with other arguments: ${JSON.stringify(listing.arguments.join(' '))}.`);
    }
    return holds;
  },
};
