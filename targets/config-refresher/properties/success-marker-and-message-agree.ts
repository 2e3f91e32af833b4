import { broken, holds, type Judgement, type Property } from '../../../harness/target.ts';
import { pathsOf } from '../disk.ts';
import type { Ended, Entry, Files, Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { allFailed, claims, sameEntry, successes } from './findings.ts';

function message({ end, out }: Ended): Judgement {
  const claimed = out.some(claims);
  if (end.kind !== 'exit') return holds;
  if (end.status === 0 && !claimed) return broken('The refresher ended with status 0 and did not say so.');
  if (end.status !== 0 && claimed)
    return broken(`The refresher said that it had refreshed and ended with status ${end.status}.`);
  return holds;
}

/** What a marker path leads to. */
function markerIn(files: Files, path: string): Entry | undefined {
  const entry = files.get(path);
  return entry?.kind === 'link' ? files.get(entry.to) : entry;
}

function marked(scenario: Scenario, observation: Observation): Judgement {
  const { markerTouches, before, after, began, finished } = observation;
  const path = pathsOf(scenario).marker;
  const touched = markerTouches.length > 0;
  if (successes(observation) > 0) {
    const time = markerIn(after, path)?.mtime;
    if (!touched || time === undefined || time < began)
      return broken('The refresher ended with status 0 and the marker was not touched.');
    if (time > finished)
      return broken('The refresher ended with status 0 and the marker has a time that is yet to come.');
  }
  if (!allFailed(observation)) return holds;
  if (touched) return broken('The refresher failed and the marker was touched.');
  const was = before.get(path);
  return sameEntry(was, after.get(path)) ? holds : broken('The refresher failed and the marker changed.');
}

/** Seed `004` F5: a failed sync said "refreshed" and stamped the marker. */
export const successMarkerAndMessageAgree: Property<Scenario, Observation> = {
  name: 'success-marker-and-message-agree',
  statement: 'Status 0, a touched marker and a line "refreshed" come together or not at all.',
  check(scenario, observation) {
    const { refreshers, markerTouches } = observation;
    for (const ended of refreshers) {
      const said = message(ended);
      if (!said.holds) return said;
    }
    const judgement = marked(scenario, observation);
    if (!judgement.holds) return judgement;
    if (markerTouches.length === 0 && refreshers.some(({ out }) => out.some(claims)))
      return broken('The refresher said that it had refreshed, was ended, and the marker was not touched.');
    return holds;
  },
};
