import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import type { TreeEntry, TreeFolder } from '../../arbitraries/file-tree.ts';
import { HarnessFault } from '../../harness-fault.ts';

/** This machine, or this user, can't make such a tree: the scenario is to be rejected with the message. */
export class CannotBuild extends Error {
  override readonly name = 'CannotBuild';
}

export interface BuildOptions {
  /** Who what names no owner belongs to. Default: whoever the harness is, which then gives nothing away. */
  readonly owner?: { readonly uid: number; readonly gid: number } | undefined;
  /** What absolute links lead below. Default: nothing is put before them. */
  readonly linksBelow?: string;
  /** Mounts an empty file system of so many bytes at a folder. Default: none can be mounted. */
  readonly mount?: ((path: string, bytes: number) => Promise<void>) | undefined;
  /** Time of the last change of everything, milliseconds since the epoch. Default: a day ago. */
  readonly mtimeMs?: number;
}

const dayMs = 86_400_000;

/**
 * Makes a tree for real in a folder that is there: kinds, bytes, modes, owners, links, mounts, what is immutable. Sockets
 * are names that nobody listens at. What is disposed of can be removed again as any folder can.
 * @throws CannotBuild where this user or machine can't; HarnessFault `bad-world` for anything else
 */
export async function buildTree(
  folder: string,
  entries: readonly TreeEntry[],
  options: BuildOptions = {},
): Promise<Disposable> {
  const builder = new Builder(folder, options);
  try {
    await builder.fill(folder, entries);
    builder.finish();
    return builder;
  } catch (cause) {
    builder[Symbol.dispose]();
    if (cause instanceof CannotBuild) throw cause;
    throw new HarnessFault(`a tree could not be built: ${String(cause)}`, 'bad-world', { cause });
  }
}

class Builder implements Disposable {
  constructor(root: string, options: BuildOptions) {
    this.#root = root;
    this.#options = options;
  }

  readonly #root: string;
  readonly #options: BuildOptions;
  readonly #made: { readonly path: string; readonly entry: TreeEntry }[] = [];
  #frozen: readonly string[] = [];

  async fill(folder: string, entries: readonly TreeEntry[]): Promise<void> {
    for (const entry of entries) {
      const path = join(folder, entry.name);
      await this.#make(path, entry);
      this.#made.push({ path, entry });
      if (entry.kind === 'folder') await this.fill(path, entry.entries);
    }
  }

  async #make(path: string, entry: TreeEntry): Promise<void> {
    switch (entry.kind) {
      case 'file':
        fs.writeFileSync(path, entry.content, { flag: 'wx', mode: 0o600 });
        return;
      case 'folder':
        return this.#makeFolder(path, entry);
      case 'link':
        fs.symlinkSync(
          entry.to.startsWith('/') ? (this.#options.linksBelow ?? '') + entry.to : entry.to,
          path,
        );
        return;
      case 'fifo':
        run('mkfifo', path);
        return;
      case 'socket':
        await this.#makeSocket(path);
    }
  }

  async #makeFolder(path: string, { mountBytes }: TreeFolder): Promise<void> {
    fs.mkdirSync(path, { mode: 0o700 });
    if (mountBytes === undefined) return;
    const { mount } = this.#options;
    if (mount === undefined) throw new CannotBuild('only root mounts file systems');
    await mount(path, mountBytes);
  }

  /** Bound where the path is short (unix(7) has room for 107 bytes), then moved to where it belongs. */
  async #makeSocket(path: string): Promise<void> {
    const bound = join(this.#root, '.s');
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(bound, resolve);
    });
    fs.renameSync(bound, path);
    await new Promise(resolve => server.close(resolve));
  }

  /** What shuts an entry comes last, innermost first. */
  finish(): void {
    const seconds = (this.#options.mtimeMs ?? Date.now() - dayMs) / 1000;
    for (const { path, entry } of this.#made.toReversed()) {
      this.#give(path, entry);
      if (entry.kind !== 'link') fs.chmodSync(path, entry.mode ?? (entry.kind === 'folder' ? 0o755 : 0o644));
      fs.lutimesSync(path, seconds, seconds);
    }
    const frozen = this.#made.filter(({ entry }) => 'immutable' in entry && entry.immutable === true);
    if (frozen.length === 0) return;
    if (!isRoot()) throw new CannotBuild('only root makes files immutable');
    this.#frozen = frozen.map(({ path }) => path);
    run('chattr', '+i', '--', ...this.#frozen);
  }

  #give(path: string, entry: TreeEntry): void {
    const { owner } = this.#options;
    const uid = entry.uid ?? owner?.uid;
    const gid = entry.gid ?? entry.uid ?? owner?.gid;
    if (uid === undefined || gid === undefined) return;
    try {
      fs.lchownSync(path, uid, gid);
    } catch (error) {
      if (!isRoot()) throw new CannotBuild('only root gives files away');
      throw new CannotBuild(`a file of user ${uid} can't be made: ${String(error)}`);
    }
  }

  /** Lets what nobody may change be removed. */
  [Symbol.dispose](): void {
    if (this.#frozen.length > 0)
      spawnSync('chattr', ['-f', '-i', '--', ...this.#frozen], { stdio: 'ignore' });
  }
}

function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

/** @throws CannotBuild */
function run(program: string, ...words: readonly string[]): void {
  const { status, error, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new CannotBuild(`${program}: ${error?.message ?? stderr.trim()}`);
}
