import { createHash } from 'node:crypto';
import type { Volume, VolumeNode } from '../../recording.ts';

/** What can be found on a volume: paths from its root, and what is there, in the order of the paths. */
export function* walk(volume: Volume): Generator<readonly [path: string, node: VolumeNode, inode: number]> {
  yield* walkFrom(volume, volume.root, '');
}

function* walkFrom(
  volume: Volume,
  inode: number,
  path: string,
): Generator<readonly [path: string, node: VolumeNode, inode: number]> {
  const node = volume.nodes.get(inode);
  if (node?.kind !== 'folder') return;
  for (const [name, inner] of [...node.entries].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const found = volume.nodes.get(inner);
    if (found === undefined) continue;
    const where = `${path}/${name}`;
    yield [where, found, inner];
    yield* walkFrom(volume, inner, where);
  }
}

/** Equal for volumes that a reader can't tell apart: paths, kinds, modes, owners, times, bytes, and which names are one file. */
export function fingerprint(volume: Volume): string {
  const hash = createHash('sha256');
  const first = new Map<number, string>();
  for (const [path, node, inode] of walk(volume)) {
    const { kind, mode, uid, gid, mtimeMs } = node;
    const same = first.get(inode) ?? path;
    first.set(inode, same);
    hash.update(JSON.stringify([path, same, kind, mode, uid, gid, mtimeMs]));
    if (kind === 'link') hash.update(JSON.stringify(node.to));
    if (kind === 'file') hash.update(`${node.bytes.length}:`).update(node.bytes);
  }
  return hash.digest('hex');
}
