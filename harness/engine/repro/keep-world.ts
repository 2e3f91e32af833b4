import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, lchown, lstat, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, relative } from 'node:path';
import { execa } from 'execa';
import { HarnessFault } from '../../harness-fault.ts';
import type { AnyTarget, WorldFile } from '../../target.ts';
import { removeTree } from './remove-tree.ts';

/**
 * Lays a scenario's world out on disk to look at: its files under `files/` with their modes, and what is no file
 * (arguments, environment, identity, faults, the observation) as JSON beside them. Replaces what an earlier call left.
 * @param folder the folder that holds `.seatrial`
 * @returns the world's folder
 * @throws HarnessFault `bad-world` when it can't be laid out
 */
export async function keepWorld(
  folder: string,
  target: AnyTarget,
  scenario: unknown,
  observation: { readonly value: unknown } | undefined,
): Promise<string> {
  const name = createHash('sha256').update(JSON.stringify(scenario)).digest('hex').slice(0, 8);
  const path = join(folder, '.seatrial', 'worlds', `${target.name}-${name}`);
  const { files, ...rest } = target.account.world(scenario);
  try {
    await removeTree(path);
    await mkdir(join(path, 'files'), { recursive: true });
    for (const file of files) await lay(join(path, 'files'), file);
    await chmodLast(join(path, 'files'), files);
    await writeJson(join(path, 'scenario.json'), scenario);
    await writeJson(join(path, 'world.json'), rest);
    if (observation !== undefined) await writeJson(join(path, 'observation.json'), observation.value);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HarnessFault(`${path} can't be laid out: ${why}`, 'bad-world', { cause });
  }
  return path;
}

/** An absolute path of the code under test lies below the world's folder here; nothing leaves it. */
function placeOf(root: string, path: string): string {
  const place = join(root, join('/', path));
  if (place === root || !place.startsWith(`${root}/`)) throw new Error(`"${path}" is no path of a file`);
  return place;
}

/** Folder by folder, so that no link of the world leads a later file out of it. */
async function makeParents(root: string, place: string): Promise<void> {
  let folder = root;
  for (const name of relative(root, dirname(place))
    .split('/')
    .filter(part => part !== '')) {
    folder = join(folder, name);
    await mkdir(folder).catch(async error => {
      if (!(await lstat(folder)).isDirectory()) throw error;
    });
  }
}

async function lay(root: string, file: WorldFile): Promise<void> {
  const place = placeOf(root, file.path);
  await makeParents(root, place);
  switch (file.kind) {
    case 'file':
      await writeFile(place, file.content, { flag: 'wx' });
      break;
    case 'folder':
      await mkdir(place, { recursive: true });
      break;
    case 'link':
      await symlink(file.to, place);
      break;
    case 'fifo':
      await execa('mkfifo', ['--', place]);
      break;
    case 'socket':
      await laySocket(place);
      break;
  }
  if ('uid' in file && file.uid !== undefined && process.geteuid?.() === 0)
    await lchown(place, file.uid, file.uid);
}

/** A server that ends removes its socket by the name it was given: so the socket gets another before. */
async function laySocket(place: string): Promise<void> {
  const server = createServer().listen(`${place}.part`);
  await once(server, 'listening');
  await rename(`${place}.part`, place);
  server.close();
}

/** Modes last, the deepest first: a folder of mode 0000 could not be filled. */
async function chmodLast(root: string, files: readonly WorldFile[]): Promise<void> {
  const deepest = [...files].sort((a, b) => b.path.length - a.path.length);
  for (const file of deepest) {
    if ('mode' in file && file.mode !== undefined) await chmod(placeOf(root, file.path), file.mode);
  }
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
