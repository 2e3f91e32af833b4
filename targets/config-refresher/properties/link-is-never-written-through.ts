import { broken, holds, type Property } from '../../../harness/target.ts';
import { elsewherePath, theirsPath } from '../layout.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { sameEntry } from './findings.ts';

const folder = elsewherePath.slice(0, elsewherePath.lastIndexOf('/') + 1);

/** A link at the target path must not choose which file is written. */
export const linkIsNeverWrittenThrough: Property<Scenario, Observation> = {
  name: 'link-is-never-written-through',
  statement: 'What a symlinked target leads to is neither written, replaced nor created.',
  check({ target }, { original, after }) {
    if (target.kind !== 'link' && target.kind !== 'dangling-link') return holds;
    for (const [path, entry] of after) {
      if (path.startsWith(folder) && path !== theirsPath && !sameEntry(entry, original.get(path)))
        return broken(`The refresher wrote through the link at the target: "${path}" changed.`);
    }
    return holds;
  },
};
