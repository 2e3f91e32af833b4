import * as fc from 'fast-check';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import { anySource, calmSource, filesOf, linkedSource } from './arbitrary/compose-files.ts';
import { anyTree, calmTree, linkedTree, settledTree } from './arbitrary/home-trees.ts';
import { anyNames, calmPaths, pathOf } from './arbitrary/names.ts';
import {
  faultCodes,
  faultedOperations,
  homeSpellings,
  intruders,
  losses,
  type Scenario,
} from './scenario.ts';

const umasks = weighted([5, 0o022], [2, 0o077], [1, 0o002], [2, 0], [1, 0o027], [1, 0o177], [1, 0o777]);
const none: fc.Arbitrary<Scenario['fault']> = fc.record({ kind: fc.constant('none') });

type Parts = { readonly [K in keyof Scenario]: fc.Arbitrary<Scenario[K]> };

const plain: Parts = {
  home: weighted([5, 'plain'], [1, 'slash-at-end']),
  homeMode: weighted([3, 0o755], [1, 0o700]),
  project: weighted([3, 'outside'], [1, 'in-home']),
  filesBelow: weighted([3, false], [1, true]),
  variable: fc.oneof(
    fc.record({ kind: fc.constantFrom('unset' as const, 'empty' as const) }),
    fc.record({ kind: fc.constant('below-home' as const), path: calmPaths }),
  ),
  files: filesOf(calmSource, 1),
  tree: calmTree,
  umask: weighted([4, 0o022], [1, 0o077], [1, 0]),
  fault: none,
};

const odd: Partial<Parts> = {
  home: fc.constantFrom(...homeSpellings),
  project: fc.constantFrom('outside' as const, 'in-home' as const),
  filesBelow: fc.boolean(),
  variable: fc.oneof(
    fc.record({ kind: fc.constantFrom('unset' as const, 'empty' as const, 'outside' as const) }),
    fc.record({ kind: fc.constant('below-home' as const), path: pathOf(anyNames, 2) }),
  ),
  umask: umasks,
};

function like(parts: Partial<Parts>): fc.Arbitrary<Scenario> {
  return fc.record({ ...plain, ...parts });
}

/** A fresh or tidy HOME, as most have. */
const calm = like({});

/** Compose files in all their forms, over a HOME that is tidy. */
const written = like({ ...odd, files: filesOf(anySource, 3, 4) });

/** A HOME in which much is in the way. */
const occupied = like({ tree: anyTree, umask: umasks, homeMode: weighted([8, 0o755], [1, 0o555], [1, 0]) });

/** A HOME in which most of it is there, some of it closed, some of the other kind. */
const settled = like({
  files: filesOf(linkedSource, 1, 2, 2),
  tree: settledTree,
  umask: umasks,
});

/** A HOME of links. */
const linked = like({
  home: weighted([4, 'plain'], [1, 'through-link']),
  files: filesOf(linkedSource, 1, 2, 3),
  tree: linkedTree,
});

/** Both. */
const everything = like({ ...odd, files: filesOf(anySource, 2), tree: anyTree });

/** The file system of HOME takes nothing, or little, more. */
const standing = like({
  fault: fc.oneof(
    fc.record({ kind: fc.constant('read-only-home' as const) }),
    fc.record({ kind: fc.constant('full-disk' as const), room: fc.integer({ min: 0, max: 3 }) }),
  ),
});

/** An operation fails. */
const failing = like({
  files: filesOf(anySource, 1),
  fault: fc.record({
    kind: fc.constant('call' as const),
    operation: weighted([4, faultedOperations[0]], [3, faultedOperations[1]], [2, faultedOperations[2]]),
    nth: weighted([5, 1], [3, 2], [2, 3], [1, 4]),
    code: fc.constantFrom(...faultCodes),
  }),
});

/** A Compose file can't be read. */
const losing = like({
  fault: fc.record({
    kind: fc.constant('lost-file' as const),
    nth: fc.integer({ min: 1, max: 4 }),
    how: fc.constantFrom(...losses),
  }),
});

/** Somebody else makes an entry where the program is about to. */
const raced = like({
  fault: fc.record({
    kind: fc.constant('meanwhile' as const),
    nth: weighted([4, 1], [2, 2], [1, 3]),
    intruder: fc.constantFrom(...intruders),
  }),
});

/** Scenarios of programs that make mount sources. */
export const arbitrary: fc.Arbitrary<Scenario> = fc.oneof(
  { weight: 4, arbitrary: calm },
  { weight: 5, arbitrary: written },
  { weight: 5, arbitrary: occupied },
  { weight: 4, arbitrary: settled },
  { weight: 5, arbitrary: linked },
  { weight: 4, arbitrary: everything },
  { weight: 1, arbitrary: standing },
  { weight: 2, arbitrary: failing },
  { weight: 1, arbitrary: losing },
  { weight: 2, arbitrary: raced },
);
