import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Boot, PostureObservation } from '../observation.ts';
import type { PostureScenario } from '../scenario.ts';

/** The failures that a boot names, in any order: lines of a program from outside may also tell the time. */
function named({ failures }: Boot): string {
  const all = failures.map(({ sentinel, resource }) =>
    resource === null ? sentinel : `${sentinel} (${resource})`,
  );
  return [...new Set(all)].sort().join(', ') || 'none';
}

/** A check that looks only has nothing to remember. */
export const twiceIsTheSame: Property<PostureScenario, PostureObservation> = {
  name: 'twice-is-the-same',
  statement: 'The same boot again, on the same machine, ends the same and says the same.',
  check(_scenario, { first, second, seen }) {
    if (second.on !== 'same') return holds;
    if (first.exit !== second.exit)
      return broken('The second boot on the same machine ends otherwise than the first.', {
        details: [
          ['first', `exit ${first.exit}`],
          ['second', `exit ${second.exit}`],
        ],
      });
    if (seen === 'outside') {
      const [one, other] = [named(first), named(second)];
      if (one === other) return holds;
      return broken('The second boot on the same machine names other failures than the first.', {
        details: [
          ['first', one],
          ['second', other],
        ],
      });
    }
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
