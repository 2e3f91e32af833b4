import { posix } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { extract, type Header } from 'tar-stream';
import { z } from 'zod';
import { HarnessFault } from '../../harness-fault.ts';
import type { SeenEntry } from '../file-tree/snapshot.ts';
import { noBytes } from '../file-tree/snapshot.ts';
import type { EngineClient } from './engine-client.ts';

/** An entry of an image's tree. */
export type ImageEntry = Omit<SeenEntry, 'identity' | 'mtimeMs'>;

/** All that is in an image: absolute path → what is there. The root itself, whose mode no image has, is left out. */
export type ImageTree = ReadonlyMap<string, ImageEntry>;

/**
 * The tree of an image, layer upon layer as the engine has them. A container of it has more: its engine adds `/dev`,
 * `/proc`, `/etc/hosts` and the like. What RUN steps need of those is in the layers too.
 * @throws HarnessFault `engine` when there is no such image, or what the engine hands out can't be read
 */
export async function imageTree(client: EngineClient, id: string): Promise<ImageTree> {
  const archive = await unpack(await client.stream({ path: `/images/${id}/get` }));
  const tree = new Map<string, ImageEntry>();
  for (const layer of layersOf(archive)) {
    const bytes = contentAt(archive, layer);
    for (const { header, content } of await unpack(bytes)) lay(tree, header, content);
  }
  return tree;
}

interface Unpacked {
  readonly header: Header;
  readonly content: Buffer;
}

async function unpack(archive: Buffer | NodeJS.ReadableStream): Promise<readonly Unpacked[]> {
  const entries = extract();
  if (Buffer.isBuffer(archive)) entries.end(archive);
  else archive.on('error', cause => entries.destroy(cause)).pipe(entries);
  const unpacked: Unpacked[] = [];
  try {
    for await (const entry of entries) unpacked.push({ header: entry.header, content: await buffer(entry) });
  } catch (cause) {
    throw new HarnessFault('the archive of an image is no whole one', 'engine', { cause });
  }
  return unpacked;
}

const manifest = z.tuple([z.object({ Layers: z.array(z.string()) })]);

/** The layers, lowest first: the list is in `manifest.json`, see "image tarball" of the OCI and Docker specifications. */
function layersOf(archive: readonly Unpacked[]): readonly string[] {
  const read = manifest.safeParse(JSON.parse(contentAt(archive, 'manifest.json').toString('utf8')));
  if (!read.success) throw new HarnessFault('an image has no list of layers', 'engine');
  return read.data[0].Layers;
}

/** A layer that is there twice is a link to the first. */
function contentAt(archive: readonly Unpacked[], path: string): Buffer {
  const found = archive.find(({ header }) => posix.normalize(header.name) === path);
  if (found === undefined) throw new HarnessFault(`the archive of an image lacks ${path}`, 'engine');
  const { type, linkname } = found.header;
  if (type !== 'symlink' || typeof linkname !== 'string') return found.content;
  return contentAt(
    archive.filter(entry => entry !== found),
    posix.join(posix.dirname(path), linkname),
  );
}

const removed = '.wh.';
const emptied = '.wh..wh..opq';

function lay(tree: Map<string, ImageEntry>, header: Header, content: Buffer): void {
  const path = posix.join('/', header.name).replace(/(.)\/$/, '$1');
  const name = posix.basename(path);
  const folder = posix.dirname(path);
  if (path === '/') return;
  if (name === emptied) clear(tree, folder);
  else if (name.startsWith(removed)) remove(tree, posix.join(folder, name.slice(removed.length)));
  else put(tree, path, header, content);
}

function put(tree: Map<string, ImageEntry>, path: string, header: Header, content: Buffer): void {
  if (header.type === 'link') {
    const first = tree.get(posix.join('/', header.linkname ?? ''));
    if (first === undefined) throw new HarnessFault(`${path} is a link to nothing in an image`, 'engine');
    remove(tree, path);
    tree.set(path, first);
    return;
  }
  const { mode = 0, uid = 0, gid = 0, linkname } = header;
  const kind = kindOf(header.type);
  if (kind !== 'folder') remove(tree, path);
  tree.set(path, {
    kind,
    mode: mode & 0o7777,
    uid,
    gid,
    content: kind === 'file' ? content : noBytes,
    to: kind === 'link' ? (linkname ?? '') : '',
  });
}

function kindOf(type: Header['type']): ImageEntry['kind'] {
  switch (type) {
    case 'directory':
      return 'folder';
    case 'symlink':
      return 'link';
    case 'fifo':
      return 'fifo';
    case 'character-device':
    case 'block-device':
      return 'device';
    default:
      return 'file';
  }
}

function remove(tree: Map<string, ImageEntry>, path: string): void {
  tree.delete(path);
  clear(tree, path);
}

function clear(tree: Map<string, ImageEntry>, folder: string): void {
  for (const path of tree.keys()) if (path.startsWith(`${folder === '/' ? '' : folder}/`)) tree.delete(path);
}
