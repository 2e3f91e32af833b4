import { broken, holds, type Property } from '../../../harness/target.ts';
import { pathsOf } from '../disk.ts';
import { elsewherePath, linkedSourcePath } from '../layout.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { sameEntry } from './findings.ts';

/** Other programs' files stay as they are, whatever they are called. */
export const othersAreUntouched: Property<Scenario, Observation> = {
  name: 'others-are-untouched',
  statement: 'Every other file keeps its content and mode.',
  check(scenario, { original, after }) {
    const { source, target, marker } = pathsOf(scenario);
    // What a link at the target leads to is the question of link-is-never-written-through.
    const own = new Set([source, target, marker, linkedSourcePath, elsewherePath]);
    for (const [path, entry] of original) {
      if (own.has(path) || sameEntry(entry, after.get(path))) continue;
      return broken(
        `The refresher ${after.has(path) ? 'changed' : 'removed'} "${path}", which is not its own.`,
      );
    }
    return holds;
  },
};
