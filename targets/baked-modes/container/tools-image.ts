import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type Pack, pack } from 'tar-stream';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import { scratchFolder } from '../../../harness/world/workspace/scratch.ts';
import { readTree } from '../reference/read-tree.ts';
import { copyOf, entriesOf, type FolderNode } from '../reference/tree/nodes.ts';
import { makeToolsRoot } from './gnu-tools.ts';

/** What every stage begins with where something is run. */
interface Tools {
  readonly tree: FolderNode;
  /** The same tree with nothing in its programs and libraries: enough for a model. */
  readonly shape: FolderNode;
  /** Name of its image. */
  readonly image: string;
}

let known: Tools | undefined;

/** This machine's shell and coreutils, as an image. */
export function tools(): Tools {
  known ??= gathered();
  return known;
}

const empty = Buffer.alloc(0);
const longestText = 4096;

function gathered(): Tools {
  const folder = scratchFolder();
  try {
    makeToolsRoot(folder);
    const tree = readTree(folder);
    const hash = createHash('sha256');
    for (const [path, node] of entriesOf(tree)) {
      Object.assign(node, { uid: 0, gid: 0 });
      hash.update(`${path}\0${node.kind}\0`).update(node.kind === 'file' ? node.content : '');
    }
    const shape = copyOf(tree);
    for (const [, node] of entriesOf(shape))
      if (node.kind === 'file' && node.content.length > longestText) Object.assign(node, { content: empty });
    return { tree, shape, image: `seatrial-baked-tools:${hash.digest('hex').slice(0, 12)}` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Imports that image where it is not yet. It stays, as the probe's image does: it is the same for every campaign. */
export async function haveTools(client: EngineClient): Promise<void> {
  const { tree, image } = tools();
  const { status } = await client.ask({ path: `/images/${image}/json` });
  if (status !== 200) await importImage(client, image, archiveOf(tree));
}

/** Makes an image of an archive of its whole tree. @throws HarnessFault `engine` */
export async function importImage(client: EngineClient, image: string, archive: Pack): Promise<void> {
  const [repo = image, tag = 'latest'] = image.split(':');
  const query = { fromSrc: '-', repo, tag };
  const { status, body } = await client.ask({ method: 'POST', path: '/images/create', query, body: archive });
  if (status >= 400 || /"error"/.test(body.toString('utf8')))
    throw new HarnessFault(`an image could not be imported: ${body.toString('utf8').trim()}`, 'engine');
}

function archiveOf(tree: FolderNode): Pack {
  const archive = pack();
  for (const [path, node] of entriesOf(tree)) {
    const entry = { name: path.slice(1), mode: node.mode };
    if (node.kind === 'file') archive.entry(entry, Buffer.from(node.content));
    else if (node.kind === 'folder') archive.entry({ ...entry, type: 'directory' });
    else archive.entry({ ...entry, type: 'symlink', linkname: node.to });
  }
  archive.finalize();
  return archive;
}
