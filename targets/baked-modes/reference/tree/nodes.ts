import { BuildFault } from '../outcome.ts';

/** Who something belongs to. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

interface Marked {
  mode: number;
  uid: number;
  gid: number;
  /** Line of the Dockerfile that last set the mode or the owner; 0: none did. */
  line: number;
}

export interface FileNode extends Marked {
  readonly kind: 'file';
  readonly content: Uint8Array;
}
export interface LinkNode extends Marked {
  readonly kind: 'link';
  readonly to: string;
}
export interface FolderNode extends Marked {
  readonly kind: 'folder';
  readonly entries: Map<string, TreeNode>;
}
export type TreeNode = FileNode | LinkNode | FolderNode;

/** What an entry is set to. */
export interface Marks extends Owner {
  readonly mode: number;
  readonly line: number;
}

export const rootOwner: Owner = { uid: 0, gid: 0 };

export function newFolder(marks: Marks): FolderNode {
  return { kind: 'folder', ...marks, entries: new Map() };
}

/** A tree with nothing in it, as `FROM scratch` begins. */
export function emptyTree(): FolderNode {
  return newFolder({ mode: 0o755, ...rootOwner, line: 0 });
}

export function copyOf<T extends TreeNode>(node: T): T {
  if (node.kind !== 'folder') return { ...node };
  return { ...node, entries: new Map([...node.entries].map(([name, inner]) => [name, copyOf(inner)])) };
}

export function namesIn(path: string): readonly string[] {
  return path.split('/').filter(name => name !== '' && name !== '.');
}

/** Where a path leads. */
export interface Located {
  /** Absolute, without links on the way. */
  readonly names: readonly string[];
  /** Undefined: nothing is there. */
  readonly node: TreeNode | undefined;
}

const mostLinks = 40;

/**
 * Follows a path from the root of a tree; links lead nowhere outside of it. Behind what is missing a path is taken as it
 * is written.
 * @param followsLast whether a link at the end is followed
 * @throws BuildFault for links in a circle, and for a file in the place of a folder
 */
export function locate(root: FolderNode, path: string, followsLast: boolean): Located {
  const ahead = path.split('/').toReversed();
  let behind: { readonly name: string; readonly folder: FolderNode | undefined }[] = [];
  let folder: FolderNode | undefined = root;
  let node: TreeNode | undefined = root;
  let links = 0;
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      const last = behind.pop();
      folder = last === undefined ? root : last.folder;
      node = folder;
      continue;
    }
    const next: TreeNode | undefined = folder?.entries.get(name);
    const isLast = ahead.every(one => one === '' || one === '.');
    if (next?.kind === 'link' && (followsLast || !isLast)) {
      links += 1;
      if (links > mostLinks) throw new BuildFault(`links in a circle: ${path}`);
      if (next.to.startsWith('/')) {
        behind = [];
        folder = root;
      }
      node = folder;
      ahead.push(...next.to.split('/').toReversed());
      continue;
    }
    if (next !== undefined && next.kind !== 'folder' && !isLast) throw new BuildFault(`no folder: ${path}`);
    behind.push({ name, folder });
    folder = next?.kind === 'folder' ? next : undefined;
    node = next;
  }
  return { names: behind.map(({ name }) => name), node };
}

/** The folder at a place without links. @throws BuildFault */
export function folderAt(root: FolderNode, names: readonly string[]): FolderNode {
  let folder = root;
  for (const name of names) {
    const next = folder.entries.get(name);
    if (next?.kind !== 'folder') throw new BuildFault(`no folder: /${names.join('/')}`);
    folder = next;
  }
  return folder;
}

/** Makes a folder and what is missing above it; what is there stays as it is. @throws BuildFault */
export function makeFolders(root: FolderNode, path: string, marks: Marks): FolderNode {
  let folder = root;
  for (const name of locate(root, path, true).names) {
    const next: TreeNode = folder.entries.get(name) ?? newFolder(marks);
    if (next.kind !== 'folder') throw new BuildFault(`no folder: ${path}`);
    folder.entries.set(name, next);
    folder = next;
  }
  return folder;
}

/** Puts an entry at a place whose folder is there. @throws BuildFault */
export function put(root: FolderNode, names: readonly string[], node: TreeNode): void {
  const name = names.at(-1);
  if (name === undefined) throw new BuildFault('the root is a folder');
  folderAt(root, names.slice(0, -1)).entries.set(name, node);
}

/** Every entry below a folder with its path, in the order of names; what is in a folder comes after it. */
export function* entriesOf(folder: FolderNode, path = ''): Generator<[path: string, node: TreeNode]> {
  for (const [name, node] of [...folder.entries].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const inner = `${path}/${name}`;
    yield [inner, node];
    if (node.kind === 'folder') yield* entriesOf(node, inner);
  }
}
