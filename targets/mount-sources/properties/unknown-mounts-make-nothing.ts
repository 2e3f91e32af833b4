import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { madeIn, pathOf } from '../oracle/made.ts';
import { placesOf } from '../places.ts';
import type { Scenario } from '../scenario.ts';
import { lostIndex } from '../world-tree.ts';
import { names } from './names.ts';

/** A file that can't be read may replace a mount of another one, or put its service behind a profile. */
export const unknownMountsMakeNothing: Property<Scenario, Observation> = {
  name: 'unknown-mounts-make-nothing',
  statement: 'Where a Compose file can’t be read, nothing is made, and an error names the file.',
  check(scenario, { first, before, after }) {
    const { fault, files } = scenario;
    if (fault.kind !== 'lost-file') return holds;
    const lost = placesOf(scenario, '').composeFiles[lostIndex(fault, files.length)] ?? '';
    const [made] = madeIn(before, after);
    if (made !== undefined)
      return broken(`${JSON.stringify(pathOf(made))} was made, and ${JSON.stringify(lost)} can’t be read`);
    if (first.status === 0) return broken(`success was claimed, and ${JSON.stringify(lost)} can’t be read`);
    return names(first.said, lost)
      ? holds
      : broken(`${JSON.stringify(lost)} can’t be read, and no line names it`);
  },
};
