import type { Glimpse } from '../../../harness/target.ts';
import { pathsOf } from '../disk.ts';
import type { Ended, Files, Observation } from '../observation.ts';
import { sameEntry } from '../properties/findings.ts';
import type { Scenario } from '../scenario.ts';
import { sourceBytes } from '../source-content.ts';
import { filesOfVolume } from './files-of-volume.ts';

function harm(before: Files, after: Files, path: string): string | undefined {
  const was = before.get(path);
  const is = after.get(path);
  if (is === undefined) return was === undefined ? undefined : 'was gone';
  if (!sameEntry(was, is)) return was?.mode === is.mode ? 'had other bytes' : 'had another mode';
  return was?.mtime === is.mtime ? undefined : 'had another time of change';
}

/** A refresher whose power is lost ends as one that is killed. */
const lost: Ended = { end: { kind: 'crashed' }, out: [], err: [] };

/** What the properties are asked of: the world as it was, and as it is found. */
export function observeCrash(scenario: Scenario, glimpse: Glimpse): Observation {
  const { began, finished, ended } = glimpse;
  const original = filesOfVolume(glimpse.original);
  const before = filesOfVolume(glimpse.before);
  const after = filesOfVolume(glimpse.after);
  const { source, target, marker } = pathsOf(scenario);
  const touched = after.has(marker) && before.get(marker)?.mtime !== after.get(marker)?.mtime;
  const refresher: Ended =
    ended === undefined
      ? lost
      : { end: { kind: 'exit', status: ended.status }, out: ended.out, err: ended.err };
  return {
    watched: ended === undefined ? 'power-loss' : 'outside',
    refreshers: [refresher],
    original,
    before,
    after,
    targetStates: [
      { moment: 0, entry: before.get(target) },
      { moment: 1, entry: after.get(target) },
    ],
    writtenInPlace: false,
    sourceVersions: [sourceBytes(scenario)],
    sourceHarm: harm(original, after, source),
    markerTouches: touched ? [1] : [],
    began,
    finished,
    operations: [],
    faults: undefined,
    removalFaulted: false,
  };
}
