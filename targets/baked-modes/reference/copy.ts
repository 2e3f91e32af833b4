import { posix } from 'node:path';
import { hasWildcard } from './glob.ts';
import { BuildFault, CannotTell } from './outcome.ts';
import type { BakedParts } from './parts.ts';
import {
  entriesOf,
  type FolderNode,
  locate,
  makeFolders,
  namesIn,
  type Owner,
  put,
  rootOwner,
  type TreeNode,
} from './tree/nodes.ts';

/** What COPY, ADD and a here-document are asked to do. */
export interface CopyRequest {
  /** Where sources are looked up: the context, or another stage. */
  readonly from: FolderNode;
  readonly isContext: boolean;
  readonly isAdd: boolean;
  readonly sources: readonly string[];
  /** Absolute; a slash at the end is kept. */
  readonly dest: string;
  readonly chmod: string | undefined;
  readonly chown: Owner | undefined;
  readonly line: number;
}

const remote = /^(https?:\/\/|git:\/\/|git@)|\.git(#|$)/;

/** Copies by BuildKit's rules. @throws BuildFault, CannotTell */
export function copyInto(root: FolderNode, request: CopyRequest, parts: BakedParts): void {
  const { from, sources, dest, isAdd } = request;
  const address = sources.find(source => remote.test(source));
  if (address !== undefined) {
    if (isAdd) throw new CannotTell(`what ADD gets from ${address}`);
    throw new BuildFault(`COPY takes no address: ${address}`);
  }
  const paths = sources.flatMap(source => parts.sourcesOf(from, source, parts));
  if (paths.length > 1 && !dest.endsWith('/') && parts.severalNeedFolder)
    throw new BuildFault('several sources need a destination that ends in a slash');
  for (const path of paths) copyOne(root, request, path, parts);
}

/** The paths that a source stands for, in the order they are copied in. @throws BuildFault when a plain one is missing */
export function sourcesOf(from: FolderNode, source: string, { matches }: BakedParts): readonly string[] {
  const names = namesIn(posix.normalize(`/${source}`));
  const at = names.findIndex(hasWildcard);
  if (at < 0) return [`/${names.join('/')}`];
  const before = `/${names.slice(0, at).join('/')}`;
  const { node } = locate(from, before, true);
  if (node?.kind !== 'folder') throw new BuildFault(`not found: ${before}`);
  const pattern = names.slice(at).join('/');
  const found: string[] = [];
  for (const [path] of entriesOf(node)) {
    // A folder that matches is copied with all that is in it.
    if (found.some(one => path.startsWith(`${one}/`))) continue;
    if (matches(pattern, path.slice(1))) found.push(path);
  }
  return found.map(path => posix.join(before, path));
}

function copyOne(root: FolderNode, request: CopyRequest, source: string, parts: BakedParts): void {
  const { dest, line, chmod } = request;
  const { node } = locate(request.from, source, true);
  if (node === undefined) throw new BuildFault(`not found: ${source}`);
  if (request.isAdd && node.kind === 'file' && parts.isArchive(node.content))
    throw new CannotTell('what ADD unpacks');
  const made = { mode: parts.createdFolderMode(chmod), ...parts.createdFolderOwner(request), line };
  const endsInFolder = /(^|\/)\.?$/.test(dest);
  makeFolders(root, endsInFolder ? dest : posix.dirname(dest), made);
  const there = locate(root, dest, true);
  if (node.kind === 'folder') {
    fill(makeFolders(root, dest, made), node, request, parts);
    return;
  }
  const names = there.node?.kind === 'folder' ? [...there.names, posix.basename(source)] : there.names;
  const old = locate(root, `/${names.join('/')}`, false).node;
  if (old?.kind === 'folder') throw new BuildFault(`a folder is in the way: /${names.join('/')}`);
  put(root, names, copied(node, request, parts));
}

/** Copies what is in a folder. Folders further down take mode and owner along, also where they were there before. */
function fill(folder: FolderNode, from: FolderNode, request: CopyRequest, parts: BakedParts): void {
  for (const [name, node] of from.entries) {
    const old = folder.entries.get(name);
    const next = copied(node, request, parts);
    if (node.kind !== 'folder' || next.kind !== 'folder') {
      if (old?.kind === 'folder') throw new BuildFault(`a folder is in the way: ${name}`);
      folder.entries.set(name, next);
      continue;
    }
    if (old !== undefined && old.kind !== 'folder') throw new BuildFault(`no folder: ${name}`);
    const inner = old === undefined ? next : Object.assign(old, marksOf(next));
    folder.entries.set(name, inner);
    fill(inner, node, request, parts);
  }
}

function marksOf({ mode, uid, gid, line }: TreeNode) {
  return { mode, uid, gid, line };
}

/** An entry as it lands; a folder without what is in it. */
function copied(node: TreeNode, request: CopyRequest, parts: BakedParts): TreeNode {
  const owner = parts.copiedOwner(node, request);
  const mode = node.kind === 'link' ? node.mode : parts.copiedMode(node, request.chmod, parts);
  const marks = { mode, uid: owner.uid, gid: owner.gid, line: request.line };
  return node.kind === 'folder' ? { ...node, ...marks, entries: new Map() } : { ...node, ...marks };
}

/** The mode that a file or folder lands with. */
export function copiedMode(node: TreeNode, chmod: string | undefined, { changedMode }: BakedParts): number {
  return chmod === undefined ? node.mode : changedMode(chmod, node.mode, node.kind === 'folder', 0);
}

/** Whom it lands with: nobody's ways of the context are kept, those of another stage are. */
export function copiedOwner(node: TreeNode, { chown, isContext }: CopyRequest): Owner {
  return chown ?? (isContext ? rootOwner : node);
}

const beginnings = ['425a68', '1f8b08', 'fd377a585a00', '28b52ffd'];
const tarMark = { at: 257, hex: '7573746172' };

/** bzip2, gzip, xz, zstd or tar, by their first bytes. */
export function isArchive(content: Uint8Array): boolean {
  const hex = Buffer.from(content.subarray(0, tarMark.at + 5)).toString('hex');
  return beginnings.some(one => hex.startsWith(one)) || hex.slice(tarMark.at * 2) === tarMark.hex;
}
