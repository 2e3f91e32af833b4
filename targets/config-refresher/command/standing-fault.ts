import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import type { Stage } from '../../../harness/stage.ts';
import type { FolderNode, MemoryDisk } from '../../../harness/world/memory-disk.ts';
import { containerFolder, elsewherePath, temporaryFolder, worldFolder } from '../layout.ts';
import type { Scenario } from '../scenario.ts';
import { nodeAt } from '../watch.ts';
import { codeOf } from './look.ts';
import { pageBytes, type RealFault, smallestResult } from './real-fault.ts';
import type { RealPaths } from './real-paths.ts';

/** A fault that stands in a world until it is disposed of. */
export interface StandingFault extends Disposable {
  /** Whether it was tried and is there: what can be seen of it from outside. */
  readonly inForce: boolean;
}

/** This machine can't be made to give that fault. */
export class CannotStand extends Error {
  override readonly name = 'CannotStand';
}

/** Room for what a run makes, where room is not the question. */
const plentyBytes = 16 * 1024 * 1024;

/** Bytes that the files of a folder take on a file system of pages. */
function bytesIn(folder: FolderNode): number {
  let bytes = 0;
  for (const node of folder.entries.values()) {
    if (node.kind === 'folder') bytes += bytesIn(node);
    if (node.kind === 'file') bytes += Math.ceil(node.content.length / pageBytes) * pageBytes;
  }
  return bytes;
}

/** Mounts what the world and the fault need, before anything is there. */
export async function mountAll(fault: RealFault | undefined, disk: MemoryDisk, stage: Stage): Promise<void> {
  const mount = async (path: string, bytes: number): Promise<void> => {
    fs.mkdirSync(stage.folder + path, { recursive: true });
    await stage.mountLimited(stage.folder + path, bytes);
  };
  // As in the world in memory: what a program makes in TMPDIR can't be renamed to where the target is.
  const isThere = fs.existsSync(stage.folder + temporaryFolder);
  if (stage.mounts && !isThere) await mount(temporaryFolder, plentyBytes);
  if (fault?.kind !== 'full' && fault?.kind !== 'read-only-folder') return;
  if (!stage.mounts) throw new CannotStand('no file system can be mounted here');
  const world = nodeAt(disk, worldFolder);
  if (fault.kind === 'full' && world?.kind === 'folder')
    await mount(worldFolder, bytesIn(world) + fault.roomBytes);
  if (fault.kind === 'read-only-folder') await mount(containerFolder, plentyBytes);
}

/**
 * Makes the fault stand in a world that is built, and tries whether it does.
 * @throws CannotStand
 */
export function stand(
  fault: RealFault,
  scenario: Scenario,
  { root, source, target, marker }: RealPaths,
): StandingFault {
  const none = (): void => undefined;
  switch (fault.kind) {
    case 'full':
      return standing(!takes(join(root, dirname(elsewherePath)), smallestResult(scenario)), none);
    case 'unreadable-source':
      fs.chmodSync(source, 0o000);
      return standing((fs.statSync(source).mode & 0o777) === 0, none);
    case 'closed-folder': {
      const folder = dirname(target);
      fs.chmodSync(folder, 0o555);
      return standing((fs.statSync(folder).mode & 0o222) === 0, none);
    }
    case 'read-only-folder': {
      run('mount', '-o', 'remount,ro', dirname(target));
      return standing(!takes(dirname(target), 1), none);
    }
    case 'immutable': {
      const path = fault.file === 'target' ? target : marker;
      run('chattr', '+i', path);
      return standing(!canBeTouched(path), () => run('chattr', '-i', path));
    }
  }
}

function standing(inForce: boolean, end: () => void): StandingFault {
  return { inForce, [Symbol.dispose]: end };
}

/** Whether a folder takes a file of so many bytes. It is gone afterwards. */
function takes(folder: string, bytes: number): boolean {
  const path = join(folder, '.seatrial-probe');
  try {
    fs.writeFileSync(path, Buffer.alloc(bytes, 'p'), { flag: 'wx' });
    return true;
  } catch (error) {
    if (!['ENOSPC', 'EROFS'].includes(codeOf(error) ?? '')) throw error;
    return false;
  } finally {
    fs.rmSync(path, { force: true });
  }
}

/** Whether the times of a file can be set. They are what they were afterwards. */
function canBeTouched(path: string): boolean {
  const { atimeMs, mtimeMs } = fs.statSync(path);
  try {
    fs.utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EPERM') throw error;
    return false;
  }
}

function run(program: string, ...words: readonly string[]): void {
  const { status, error, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  if (error !== undefined) throw new CannotStand(`${program}: ${error.message}`);
  if (status !== 0) throw new CannotStand(`${program}: ${stderr.trim()}`);
}
