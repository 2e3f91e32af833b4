import * as fc from 'fast-check';
import {
  type FileTreeOptions,
  fileTree,
  type TreeEntry,
  treeEntry,
  treeFile,
  treeFolder,
  treeLink,
} from '../../../harness/arbitraries/file-tree.ts';
import { hostileName } from '../../../harness/arbitraries/hostile-name.ts';
import { weighted } from '../../../harness/arbitraries/weighted.ts';
import { elsewhereFolder, folderOf } from '../layout.ts';
import { ids, sessionIds } from './session-ids.ts';

/** Names that are nearly those of session folders, or that somebody's shell would take for more than a name. */
const nearMisses: readonly string[] = [
  ...['9F3A', 'BEEF', '9f3a1', '9f3', '9f3g', '', '9f3a.bak', '9f3a ', '9f3a~', '9f3a-shell', ' 9f3a'],
  ...[
    '9f3a\n',
    '9f3a\n.claude-container-beef',
    '*',
    '????',
    '[0-9a-f]',
    '٩٩٩٩',
    'ｆｆｆｆ',
    '9f3a.json.bak',
    '-9f3a',
    '9f3a\r',
    '9f3a notes',
  ],
]
  .map(folderOf)
  .concat(
    'claude-container-9f3a',
    'x.claude-container-9f3a',
    '.Claude-container-9f3a',
    '.claude-container_9f3a',
  )
  .concat(
    '.claude',
    '.claude.json',
    'notes',
    '.claude-container',
    '.claude-container-9f3a.json ',
    '..beef',
    '-rf',
  )
  .concat(
    ' .claude-container-9f3a',
    '.claude-container-9f3a\\',
    '\n.claude-container-9f3a',
    '.claude-container-*.json',
  );

/** Where links of a home lead: out, to what is beside them, up, and nowhere. */
const linksTo = fc.constantFrom(
  `${elsewhereFolder}/store`,
  `${elsewhereFolder}/store`,
  `${elsewhereFolder}/store`,
  `${elsewhereFolder}/precious`,
  '../../elsewhere/store',
  'notes',
  folderOf('beef'),
  '.',
  '..',
  'gone',
);

/** What is in a folder whose owner can remove it. */
const plain: FileTreeOptions = { depth: 1, width: 3, linksTo, modes: fc.constantFrom(0o755, 0o700, 0o744) };
const noModes: FileTreeOptions = { depth: 1, width: 2, linksTo, specials: false };
/** Folders in folders in folders: what a project's caches look like. */
const deep: FileTreeOptions = { ...noModes, depth: 4 };

/** What is in a folder that somebody may not be able to remove. */
const awkward: FileTreeOptions = {
  depth: 2,
  width: 3,
  linksTo,
  modes: fc.constantFrom(0o755, 0o000, 0o500, 0o300),
  immutable: weighted([5, false], [1, true]),
};
const foreign: FileTreeOptions = { ...awkward, uids: fc.constantFrom(1000, 0, 65_534) };

const names = ids.map(folderOf, name => idIn(name, ''));
const siblings = ids.map(
  id => `${folderOf(id)}.json`,
  name => idIn(name, '.json'),
);

/** Undoes the naming; what has another name was not named here. */
function idIn(name: unknown, suffix: string): (typeof sessionIds)[number] {
  const found = sessionIds.find(id => name === folderOf(id) + suffix);
  if (found === undefined) throw new TypeError('no name of a session');
  return found;
}

const mounted: fc.Arbitrary<TreeEntry> = fc.record({
  kind: fc.constant<'folder'>('folder'),
  name: fc.oneof(names, fc.constant('projects')),
  entries: fileTree({ depth: 0, width: 1, specials: false }),
  mountBytes: fc.constant(65_536),
});

/** A session whose folder has a mount in it. */
const withMount: fc.Arbitrary<TreeEntry> = fc.record({
  kind: fc.constant<'folder'>('folder'),
  name: names,
  entries: fc.array(mounted, { minLength: 1, maxLength: 1 }),
});

const calmSession = fc.oneof(
  { weight: 3, arbitrary: treeFolder(names, noModes) },
  { weight: 1, arbitrary: treeFolder(names, deep) },
);
const sibling = treeFile(siblings, { contents: fc.constantFrom('{}', '{"session":1}\n') });

/** What has a session's name and is none: a link, a file, something odd. */
const impostor = fc.oneof(
  { weight: 3, arbitrary: treeLink(names, { linksTo }) },
  { weight: 1, arbitrary: treeFile(names) },
  { weight: 1, arbitrary: treeLink(siblings, { linksTo }) },
  { weight: 1, arbitrary: treeFolder(siblings, noModes) },
);

const bystander = fc.oneof(
  { weight: 3, arbitrary: treeEntry(fc.constantFrom(...nearMisses), { ...plain, depth: 1 }) },
  { weight: 1, arbitrary: treeEntry(hostileName(), { ...plain, depth: 1 }) },
);

/** Sessions that can be removed, and siblings. */
export const calmEntries = fc.oneof({ weight: 3, arbitrary: calmSession }, { weight: 2, arbitrary: sibling });
/** Sessions, and what a home holds beside them. */
export const anyEntry = fc.oneof(
  { weight: 5, arbitrary: calmEntries },
  { weight: 2, arbitrary: treeFolder(names, plain) },
  { weight: 2, arbitrary: impostor },
  { weight: 4, arbitrary: bystander },
);
/** Sessions of which some can not be removed. */
export const stuckEntry = fc.oneof(
  { weight: 4, arbitrary: calmEntries },
  { weight: 3, arbitrary: treeFolder(names, awkward) },
  { weight: 1, arbitrary: treeFolder(names, foreign) },
  { weight: 1, arbitrary: withMount },
  { weight: 1, arbitrary: mounted },
  { weight: 1, arbitrary: treeFile(siblings, { immutable: fc.constant(true) }) },
);

/** The entries of a home: no name twice. */
export function entries(
  one: fc.Arbitrary<TreeEntry>,
  maxLength: number,
  minLength = 1,
): fc.Arbitrary<readonly TreeEntry[]> {
  return fc.uniqueArray(one, { selector: ({ name }) => name, minLength, maxLength });
}
