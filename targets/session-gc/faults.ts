import type { FaultReport } from '../../harness/target.ts';
import type { StubEnd } from '../../harness/world/stub/stub.ts';
import { mannerOf } from './container/manner.ts';
import { succeeds } from './listing.ts';
import type { Listing, Observation, OnEngine } from './observation.ts';
import type { Call, Scenario } from './scenario.ts';

/** How a call ends, in a few words. */
export function endName(end: StubEnd): string {
  if (end.how === 'exits') return `exits with ${end.status}`;
  return end.how === 'killed' ? `is killed by ${end.signal}` : 'hangs';
}

function same(one: StubEnd, other: StubEnd): boolean {
  return endName(one) === endName(other);
}

/** A client of a real engine ends as it does; but one that was told nothing, or no whole answer, does not succeed. */
function ofEngine(call: Call, { end }: Listing, { outage }: OnEngine): FaultReport['outcome'] {
  if (outage !== 'fired') return 'unreached';
  if (end === undefined || !succeeds({ end })) return 'fired';
  // Behind the last name an answer may be cut, and is whole to its reader.
  if (call.engine?.outage?.how === 'cut') return 'fired';
  // Who asks for fewer containers may get an answer that ends before the cut.
  return mannerOf(call).how === 'cut' ? 'unreached' : 'missed';
}

/** What became of the calls of docker(1) that were to fail. A second one need not be made. */
export function faults({ docker }: Scenario, { first: { listings } }: Observation): readonly FaultReport[] {
  if (docker.is !== 'program') return [];
  const reports: FaultReport[] = [];
  for (const [nth, call] of docker.calls.entries()) {
    const listing = listings[nth];
    if (succeeds(call) || (listing === undefined && nth > 0)) continue;
    const fault = `docker ${endName(call.end)} at call ${nth + 1}`;
    const end = listing?.end;
    if (listing?.inside !== undefined) {
      reports.push({ fault, outcome: ofEngine(call, listing, listing.inside) });
      continue;
    }
    if (end === undefined) reports.push({ fault, outcome: 'unreached' });
    else reports.push({ fault, outcome: same(end, call.end) ? 'fired' : 'missed' });
  }
  return reports;
}
