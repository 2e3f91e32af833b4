import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessFault } from '../../harness-fault.ts';
import { readMounts } from './mounts.ts';

/**
 * Removes a world. Nothing there is fine.
 * @throws HarnessFault `bad-world` when something stays in spite of everything
 */
export function removeWorld(folder: string): void {
  if (removed(folder)) return;
  unmountBelow(folder);
  if (removed(folder)) return;
  // Immutable and append-only files; a file system without such flags has none.
  spawnSync('chattr', ['-R', '-f', '-i', '-a', '--', folder], { stdio: 'ignore' });
  openFolders(folder);
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HarnessFault(`a world could not be removed: ${why}`, 'bad-world', { cause });
  }
}

function removed(folder: string): boolean {
  try {
    removeTree(Buffer.from(folder));
    return true;
  } catch {
    // Also what somebody else removed meanwhile.
    return lstatSync(folder, { throwIfNoEntry: false }) === undefined;
  }
}

/**
 * Without the second thoughts of rmSync, which tries each folder before it empties it: worlds come by the thousand. In
 * bytes, since a program may give a file any name.
 */
function removeTree(folder: Buffer): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, encoding: 'buffer' })) {
    const path = Buffer.concat([folder, slash, entry.name]);
    if (entry.isDirectory()) removeTree(path);
    else unlinkSync(path);
  }
  rmdirSync(folder);
}

const slash = Buffer.from('/');

/** What was mounted last goes first. */
function unmountBelow(folder: string): void {
  const below = readMounts().filter(({ path }) => path === folder || path.startsWith(`${folder}/`));
  for (const { path } of below.reverse()) {
    spawnSync('umount', ['--lazy', '--no-canonicalize', '--', path], { stdio: 'ignore' });
  }
}

/** What modes keep its owner out of. */
function openFolders(path: string): void {
  try {
    if (!lstatSync(path).isDirectory()) return;
    chmodSync(path, 0o700);
    for (const name of readdirSync(path)) openFolders(join(path, name));
  } catch {
    // Removing it tells what is wrong.
  }
}
