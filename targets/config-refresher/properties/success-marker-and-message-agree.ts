import { broken, holds, type Judgement, type Property } from '../../../harness/target.ts';
import { pathsOf } from '../disk.ts';
import type { Ended, Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { allFailed, claims, successes } from './findings.ts';

function message({ end, out }: Ended): Judgement {
  const claimed = out.some(claims);
  if (end.kind !== 'exit') return holds;
  if (end.status === 0 && !claimed) return broken('The refresher ended with status 0 and did not say so.');
  if (end.status !== 0 && claimed)
    return broken(`The refresher said that it had refreshed and ended with status ${end.status}.`);
  return holds;
}

/** Seed `004` F5: a failed sync said "refreshed" and stamped the marker. */
export const successMarkerAndMessageAgree: Property<Scenario, Observation> = {
  name: 'success-marker-and-message-agree',
  statement: 'Status 0, a touched marker and a line "refreshed" come together or not at all.',
  check(scenario, observation) {
    const { refreshers, markerTouches, after, began } = observation;
    for (const ended of refreshers) {
      const judgement = message(ended);
      if (!judgement.holds) return judgement;
    }
    const touched = markerTouches.length > 0;
    if (successes(observation) > 0) {
      const marker = after.get(pathsOf(scenario).marker);
      if (!touched || marker === undefined || marker.mtime < began)
        return broken('The refresher ended with status 0 and the marker was not touched.');
    }
    if (touched && allFailed(observation)) return broken('The refresher failed and the marker was touched.');
    if (!touched && refreshers.some(({ out }) => out.some(claims)))
      return broken('The refresher said that it had refreshed, was ended, and the marker was not touched.');
    return holds;
  },
};
