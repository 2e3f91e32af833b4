import { broken, holds, type Property } from '../../../harness/target.ts';
import { pathsOf } from '../disk.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';

/** Who may write the marker decides when the next refresh happens. */
export const markerIsNotWideOpen: Property<Scenario, Observation> = {
  name: 'marker-is-not-wide-open',
  statement:
    'A marker that is created has no permission that the umask takes away; an old one keeps its mode.',
  check(scenario, { original, after }) {
    const { marker } = pathsOf(scenario);
    const was = original.get(marker);
    const is = after.get(marker);
    if (is?.kind !== 'file') return holds;
    const details = [['mode', is.mode.toString(8).padStart(4, '0')]] as const;
    if (was?.kind === 'file' && was.mode !== is.mode)
      return broken('The mode of the marker changed.', { details });
    if (was === undefined && (is.mode & ~(0o666 & ~scenario.umask)) !== 0)
      return broken('The marker was created with a permission that the umask takes away.', { details });
    return holds;
  },
};
