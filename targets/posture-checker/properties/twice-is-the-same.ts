import { broken, holds, type Property } from '../../../harness/target.ts';
import type { PostureObservation } from '../observation.ts';
import type { PostureScenario } from '../scenario.ts';

/** A check that looks only has nothing to remember. */
export const twiceIsTheSame: Property<PostureScenario, PostureObservation> = {
  name: 'twice-is-the-same',
  statement: 'The same boot again, on the same machine, ends the same and says the same.',
  check(_scenario, { first, second }) {
    if (second.on !== 'same') return holds;
    if (first.exit !== second.exit)
      return broken('The second boot on the same machine ends otherwise than the first.', {
        details: [
          ['first', `exit ${first.exit}`],
          ['second', `exit ${second.exit}`],
        ],
      });
    const isSame =
      first.lines.length === second.lines.length &&
      first.lines.every((line, nth) => line === second.lines[nth]);
    if (isSame) return holds;
    return broken('The second boot on the same machine says something else than the first.', {
      details: [
        ['first', first.lines.join(' ')],
        ['second', second.lines.join(' ')],
      ],
    });
  },
};
