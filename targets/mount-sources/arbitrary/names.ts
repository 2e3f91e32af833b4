import * as fc from 'fast-check';
import { hostileName } from '../../../harness/arbitraries/hostile-name.ts';
import { weighted } from '../../../harness/arbitraries/weighted.ts';

/** Few, so that sources, links and what is in HOME meet. */
export const calmNames = fc.constantFrom(
  '.gitconfig',
  '.local',
  '.config',
  'gh',
  'share',
  'settings.json',
  'data',
);
/** The same, and some that are hostile. */
export const anyNames = fc.oneof(
  { weight: 9, arbitrary: calmNames },
  { weight: 1, arbitrary: hostileName() },
);
const oddNames = fc.oneof({ weight: 1, arbitrary: calmNames }, { weight: 2, arbitrary: hostileName() });
const climbing = weighted([4, '..'], [1, '.'], [1, '']);

/** The components of a path, at least one. */
export function pathOf(component: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string[]> {
  return fc.array(component, { minLength: 1, maxLength });
}

/** Paths that lead to an entry of HOME, or to one in it. */
export const calmPaths = pathOf(calmNames, 2);
/** The same, longer ones, hostile ones, and some that climb. */
export const anyPaths = fc.oneof(
  { weight: 6, arbitrary: pathOf(anyNames, 3) },
  { weight: 1, arbitrary: pathOf(oddNames, 2) },
  {
    weight: 2,
    arbitrary: pathOf(fc.oneof({ weight: 3, arbitrary: calmNames }, { weight: 2, arbitrary: climbing }), 4),
  },
);

/** Fewer still, for a HOME whose entries are links. */
export const linkNames = fc.constantFrom('.config', '.local', '.gitconfig', 'data');
