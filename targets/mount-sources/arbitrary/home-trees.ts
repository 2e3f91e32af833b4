import * as fc from 'fast-check';
import { fileTree, type TreeEntry, treeFile, treeLink } from '../../../harness/arbitraries/file-tree.ts';
import { weighted } from '../../../harness/arbitraries/weighted.ts';
import { anyNames, calmNames, linkNames } from './names.ts';

const linksTo = fc.oneof(
  { weight: 4, arbitrary: calmNames },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'gone',
      'gone/deeper',
      '.',
      '..',
      '../../outside',
      '/outside',
      '/outside/config',
      '/outside/gitconfig',
      '/outside/gone',
      '/outside/back',
      'data/../.local',
      '.config/../gone',
      '/home/dev/data',
      '/home/dev/gone',
      '/users/dev/.config',
      '.config/gh',
    ),
  },
);
const modes = weighted(
  [6, 0o755],
  [3, 0o644],
  [2, 0o700],
  [1, 0o600],
  [1, 0o555],
  [1, 0o777],
  [1, 0o2755],
  [1, 0o444],
  [1, 0],
);
const treeOptions = { names: anyNames, depth: 2, width: 4, linksTo, modes };
/** A tidy HOME. */
export const calmTree = fileTree({
  names: calmNames,
  depth: 1,
  width: 3,
  modes: weighted([3, 0o755], [1, 0o700]),
  specials: false,
  linksTo: fc.constantFrom('data', '.config', '/home/dev/data'),
});
/** A HOME with everything in it, some of it somebody else's. */
export const anyTree = fc.oneof(
  { weight: 5, arbitrary: fileTree(treeOptions) },
  { weight: 1, arbitrary: fileTree({ ...treeOptions, uids: weighted([1, 1000], [1, 0]) }) },
);

/** In HOME, out of it, to nothing, round, out and back. */
const leadsOn = weighted(
  [3, 'data'],
  [2, '.local'],
  [2, '/home/dev/data'],
  [3, '/outside'],
  [2, '/outside/back'],
  [1, '/outside/gitconfig'],
  [1, '/outside/gone'],
  [2, 'gone'],
  [1, '.'],
  [1, '..'],
  [2, '.config/../data'],
  [1, 'data/../.local'],
);
const emptyFolder = fc.record({
  kind: fc.constant('folder' as const),
  name: linkNames,
  entries: fc.array(treeFile(linkNames), { maxLength: 0 }),
});
const innerTree = fc.uniqueArray(
  fc.oneof(treeFile(linkNames), emptyFolder, treeLink(linkNames, { linksTo: leadsOn })),
  { selector: ({ name }) => name, maxLength: 2 },
);
/** A HOME whose entries are links as a rule. */
export const linkedTree = fc.uniqueArray(
  fc.oneof(
    { weight: 3, arbitrary: treeLink(linkNames, { linksTo: leadsOn }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('folder' as const), name: linkNames, entries: innerTree }),
    },
    { weight: 1, arbitrary: treeFile(linkNames) },
  ),
  { selector: ({ name }) => name, minLength: 2, maxLength: 4 },
);
const closedModes = weighted([2, 0o755], [3, 0o700], [2, 0o600], [1, 0o644], [1, 0o750], [1, 0o2755]);
/** What a user keeps is often closed, also to himself. */
const keptModes = weighted([2, 0o644], [2, 0o600], [1, 0o444], [3, 0]);
const settledEntry = (entries: fc.Arbitrary<readonly TreeEntry[]>): fc.Arbitrary<TreeEntry> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('folder' as const),
        name: linkNames,
        mode: closedModes,
        entries,
      }),
    },
    { weight: 2, arbitrary: treeFile(linkNames, { modes: keptModes }) },
  );
const nothing: fc.Arbitrary<readonly TreeEntry[]> = fc.array(treeFile(linkNames), { maxLength: 0 });
/** A HOME in which most of it is there, some of it closed. */
export const settledTree: fc.Arbitrary<readonly TreeEntry[]> = fc.uniqueArray(
  settledEntry(fc.uniqueArray(settledEntry(nothing), { selector: ({ name }) => name, maxLength: 2 })),
  { selector: ({ name }) => name, minLength: 2, maxLength: 4 },
);
