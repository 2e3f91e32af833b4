import { randomBytes } from 'node:crypto';
import { pack } from 'tar-stream';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Engine } from '../../../harness/stage.ts';
import type { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import type { PredictedTree } from '../oracle/entry.ts';
import { importImage } from './tools-image.ts';

/** Makes an image of a tree as it stands, modes and owners too. @returns its name @throws HarnessFault `engine` */
export async function importTree(client: EngineClient, engine: Engine, tree: PredictedTree): Promise<string> {
  if (!engine.own) throw new HarnessFault('images are made on an engine of one’s own only', 'engine');
  const archive = pack();
  // What is in a folder stands after it.
  for (const [path, entry] of [...tree].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const { mode, uid, gid } = entry;
    const header = { name: `.${path}`, mode, uid, gid };
    if (entry.kind === 'file') archive.entry(header, Buffer.from(entry.content));
    else if (entry.kind === 'folder') archive.entry({ ...header, type: 'directory' });
    else archive.entry({ ...header, type: 'symlink', linkname: entry.to });
  }
  archive.finalize();
  const image = `seatrial-baked-tree:${randomBytes(6).toString('hex')}`;
  await importImage(client, image, archive);
  return image;
}
