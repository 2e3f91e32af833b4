import { broken, holds, type Property } from '../../../harness/target.ts';
import { changeText, type TreeChange } from '../../../harness/world/file-tree/diff.ts';
import type { Observation } from '../observation.ts';
import { belongsTo, homePath, sessionsIn, sweepings } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { startedPaths } from '../started.ts';
import { changesIn } from './changes.ts';

/** A home is full of what is not the sweep's: names that are nearly right, links, files, a `.json` without a folder. */
export const othersInHomeStay: Property<Scenario, Observation> = {
  name: 'others-in-home-stay',
  statement:
    'Nothing in the home changes but the real folders of sessions and their siblings, and nothing is made.',
  check(scenario, observation) {
    const home = homePath(scenario);
    const started = new Set(
      observation.first.listings
        .flatMap(listing => listing.started)
        .flatMap(id => [...startedPaths(id).keys()].map(path => `${home}/${path}`)),
    );
    for (const sweeping of sweepings(scenario, observation)) {
      const changes = changesIn(sweeping);
      if (changes.length === 0) continue;
      const sessions = sessionsIn(scenario, sweeping.before);
      for (const change of changes) {
        const { path } = change;
        if (path !== home && !path.startsWith(`${home}/`)) continue;
        if (started.has(path) || sessions.some(session => belongsTo(path, session) && change.how !== 'made'))
          continue;
        // A folder that loses an entry has another time.
        if (path === home && onlyTimes(change)) continue;
        return broken(`What is no folder of a session changed: ${changeText(change)}.`, {
          signature: `what is no session's changed: ${change.how}`,
        });
      }
    }
    return holds;
  },
};

function onlyTimes(change: TreeChange): boolean {
  return change.how === 'changed' && change.differences.every(difference => difference === 'times');
}
