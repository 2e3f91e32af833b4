import fc, { type Arbitrary } from 'fast-check';
import { hostileName } from './hostile-name.ts';

/** What every entry may have. What is left out is the builder's to say. */
interface Common {
  /** One component of a path. */
  readonly name: string;
  /** Default: who the tree is built for. */
  readonly uid?: number | undefined;
  /** Default: the uid, where that is given. */
  readonly gid?: number | undefined;
}

interface Moded extends Common {
  /** Permission bits, 0 to 0o7777, whatever the umask. Default: 0755 for a folder, 0644 for the rest. */
  readonly mode?: number | undefined;
  /** Nobody may change or remove it: chattr(1) `+i`. */
  readonly immutable?: boolean | undefined;
}

export interface TreeFile extends Moded {
  readonly kind: 'file';
  readonly content: string;
}

export interface TreeFolder extends Moded {
  readonly kind: 'folder';
  readonly entries: readonly TreeEntry[];
  /** It is a file system of its own, of so many bytes, mounted there. */
  readonly mountBytes?: number | undefined;
}

export interface TreeLink extends Common {
  readonly kind: 'link';
  readonly to: string;
}

export interface TreeSpecial extends Common {
  readonly kind: 'fifo' | 'socket';
  readonly mode?: number | undefined;
}

/** A file, a folder with all that is in it, a link, or something that is none of them: plain JSON. */
export type TreeEntry = TreeFile | TreeFolder | TreeLink | TreeSpecial;

/** Which trees are drawn. What has no arbitrary is left out of the entries. */
export interface FileTreeOptions {
  /** Default: hostile names and calm ones. */
  readonly names?: Arbitrary<string>;
  /** Folders in folders, at most. Default 2. */
  readonly depth?: number;
  /** Entries of a folder, at most. Default 4. */
  readonly width?: number;
  /** Default: short texts. */
  readonly contents?: Arbitrary<string>;
  /** Where links lead. Default: to nothing, up and out, and to themselves. */
  readonly linksTo?: Arbitrary<string>;
  readonly modes?: Arbitrary<number>;
  readonly uids?: Arbitrary<number>;
  readonly gids?: Arbitrary<number>;
  readonly immutable?: Arbitrary<boolean>;
  /** Whether there are FIFOs and sockets. Default: there are. */
  readonly specials?: boolean;
}

const calmNames: Arbitrary<string> = fc.constantFrom(
  'a',
  'b',
  'notes.txt',
  'settings.json',
  '.hidden',
  'src',
);

const anyNames: Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: calmNames },
  { weight: 1, arbitrary: hostileName() },
);

const shortTexts: Arbitrary<string> = fc.constantFrom('', 'text', '{"a":1}\n', 'two\nlines\n', 'no end');

const leadsAnywhere: Arbitrary<string> = fc.constantFrom(
  'gone',
  '.',
  '..',
  '../..',
  '../../gone',
  'a',
  '/gone',
);

/** A record whose keys are those that have an arbitrary. */
function recordOf<T>(parts: { readonly [K in keyof T]: Arbitrary<T[K]> | undefined }): Arbitrary<T> {
  const all: readonly [string, Arbitrary<unknown> | undefined][] = Object.entries(parts);
  const given = all.flatMap(([key, arbitrary]) =>
    arbitrary === undefined ? [] : [[key, arbitrary] as const],
  );
  return fc.record(Object.fromEntries(given)) as unknown as Arbitrary<T>;
}

/** The entries of one folder: no name twice. Values are plain JSON and can be shrunk again, towards no entries. */
export function fileTree(options: FileTreeOptions = {}): Arbitrary<readonly TreeEntry[]> {
  const { names = anyNames, width = 4 } = options;
  return fc.uniqueArray(treeEntry(names, options), { selector: ({ name }) => name, maxLength: width });
}

/**
 * One entry, with what is in it where it is a folder.
 * @param names of the entry itself; those in it are the options'
 */
export function treeEntry(names: Arbitrary<string>, options: FileTreeOptions = {}): Arbitrary<TreeEntry> {
  const { depth = 2, specials = true } = options;
  const kinds = [
    { weight: 4, arbitrary: treeFile(names, options) },
    { weight: 2, arbitrary: treeLink(names, options) },
    ...(specials ? [{ weight: 1, arbitrary: treeSpecial(names, options) }] : []),
    ...(depth > 0 ? [{ weight: 3, arbitrary: treeFolder(names, options) }] : []),
  ];
  return fc.oneof(...kinds);
}

/** One file. */
export function treeFile(names: Arbitrary<string>, options: FileTreeOptions = {}): Arbitrary<TreeEntry> {
  const { contents = shortTexts, modes: mode, uids: uid, gids: gid, immutable } = options;
  return recordOf<TreeFile>({
    kind: fc.constant('file'),
    name: names,
    content: contents,
    mode,
    uid,
    gid,
    immutable,
  });
}

/** One folder, and what is in it. */
export function treeFolder(names: Arbitrary<string>, options: FileTreeOptions = {}): Arbitrary<TreeEntry> {
  const { depth = 2, width = 4, modes: mode, uids: uid, gids: gid, immutable } = options;
  const entries = fileTree({ ...options, depth: depth - 1, width: depth > 0 ? width : 0 });
  return recordOf<TreeFolder>({
    kind: fc.constant('folder'),
    name: names,
    entries,
    mode,
    uid,
    gid,
    immutable,
  });
}

/** One link. */
export function treeLink(names: Arbitrary<string>, options: FileTreeOptions = {}): Arbitrary<TreeEntry> {
  const { linksTo = leadsAnywhere, uids: uid, gids: gid } = options;
  return recordOf<TreeLink>({ kind: fc.constant('link'), name: names, to: linksTo, uid, gid });
}

function treeSpecial(names: Arbitrary<string>, options: FileTreeOptions): Arbitrary<TreeEntry> {
  const { modes: mode, uids: uid, gids: gid } = options;
  return recordOf<TreeSpecial>({ kind: fc.constantFrom('fifo', 'socket'), name: names, mode, uid, gid });
}
