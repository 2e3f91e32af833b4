import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { DiskNode, FolderNode, MemoryDisk } from '../../../harness/world/memory-disk.ts';

/** Who everything belongs to; undefined: whoever the harness is, which can't give files away. */
export type Owner = { readonly uid: number; readonly gid: number } | undefined;

/** Longest path that a socket can be bound to, in bytes (unix(7)). */
const longestSocketPath = 107;
const dayMs = 86_400_000;

/**
 * Makes for real below a folder what a disk holds: kinds, modes, links, bytes, owners. Folders that are there already,
 * because something is mounted on them, are taken. Links that lead to an absolute path lead below the folder. Closing it
 * takes back what is more than files.
 * @throws HarnessFault `bad-world`
 */
export async function build(disk: MemoryDisk, root: string, owner: Owner): Promise<AsyncDisposable> {
  const sockets = new Sockets();
  const paths: string[] = [];
  try {
    await fill(disk.root, root);
    age(paths, Date.now() - dayMs);
  } catch (error) {
    await sockets[Symbol.asyncDispose]();
    throw new HarnessFault(`the world could not be built: ${String(error)}`, 'bad-world', { cause: error });
  }
  return sockets;

  async function fill(folder: FolderNode, path: string): Promise<void> {
    for (const [name, node] of folder.entries) {
      const inner = join(path, name);
      await make(node, inner);
      paths.push(inner);
      if (node.kind === 'folder') await fill(node, inner);
    }
  }

  async function make(node: DiskNode, path: string): Promise<void> {
    if (node.kind === 'file') fs.writeFileSync(path, node.content, { flag: 'wx', mode: 0o600 });
    else if (node.kind === 'folder') fs.mkdirSync(path, { recursive: true });
    else if (node.kind === 'link') fs.symlinkSync(node.to.startsWith('/') ? root + node.to : node.to, path);
    else if (node.kind === 'fifo') makeFifo(path);
    else await sockets.bind(path);
    if (owner !== undefined) fs.lchownSync(path, owner.uid, owner.gid);
    if (node.kind !== 'link') fs.chmodSync(path, node.mode);
  }
}

function makeFifo(path: string): void {
  const { status, error, stderr } = spawnSync('mkfifo', [path], { encoding: 'utf8' });
  if (status !== 0) throw error ?? new Error(`mkfifo: ${stderr}`);
}

/** Sets the times of everything to a moment; what is in a folder before the folder. Links keep theirs out of the way. */
export function age(paths: readonly string[], ms: number): void {
  for (const path of paths.toReversed()) fs.lutimesSync(path, ms / 1000, ms / 1000);
}

/** Bound sockets: their names are there as long as somebody listens. */
class Sockets implements AsyncDisposable {
  readonly #servers: ReturnType<typeof createServer>[] = [];

  async bind(path: string): Promise<void> {
    if (Buffer.byteLength(path) > longestSocketPath)
      throw new Error(`the path of a socket is too long: ${path}`);
    const server = createServer(connection => connection.destroy());
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
    this.#servers.push(server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of this.#servers) await new Promise(resolve => server.close(resolve));
  }
}
