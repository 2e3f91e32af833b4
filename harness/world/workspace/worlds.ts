import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessFault } from '../../harness-fault.ts';
import { worldsFolder } from './places.ts';

/** A fresh, empty folder for one run. */
export interface Workspace extends Disposable {
  /** Absolute. Anyone may pass through it; the owner is the harness. */
  readonly folder: string;
  /**
   * Mounts an empty file system of so many bytes at a folder of the world, made if it is missing.
   * @throws HarnessFault `bad-world` when it can't be mounted
   */
  mountLimited(path: string, bytes: number): void;
}

/** The worlds of this process. */
export class Worlds implements Disposable {
  constructor() {
    this.folder = mkdtempSync(join(worldsFolder(), `${process.pid}-`));
    // A program may be another user, and has to get to its world.
    chmodSync(this.folder, 0o711);
  }

  /** Holds all worlds of this process, and nothing else: the folder to pass as writable to a containment. */
  readonly folder: string;
  #count = 0;

  next(): Workspace {
    this.#count += 1;
    const folder = join(this.folder, `world-${this.#count}`);
    mkdirSync(folder, { mode: 0o755 });
    const mounts: string[] = [];
    return {
      folder,
      mountLimited(path, bytes) {
        mkdirSync(path, { recursive: true });
        const size = `size=${Math.ceil(bytes / 4096) * 4096}`;
        const tried = spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', path], { encoding: 'utf8' });
        if (tried.status !== 0)
          throw new HarnessFault(`${path} can't be mounted: ${tried.stderr}`, 'bad-world');
        mounts.push(path);
      },
      [Symbol.dispose]() {
        for (const path of mounts) spawnSync('umount', ['--lazy', path]);
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Opens the worlds of this process, and removes what dead ones left. */
export function openWorlds(): Worlds {
  return new Worlds();
}
