import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { mountLimited } from './mount-limited.ts';
import { ownName, worldsFolder } from './places.ts';
import { removeWorld } from './remove-world.ts';
import { endStrays } from './strays.ts';
import { sweep } from './sweep.ts';

/** A fresh, empty folder for one run. Goes away with all that is in it, also what is immutable, closed or mounted there. */
export interface Workspace extends Disposable {
  /** Absolute. Anyone may pass through it; the owner is the harness. */
  readonly folder: string;
  /**
   * Mounts an empty file system of so many bytes, rounded up to pages, at a folder of the world, made if it is missing.
   * @throws HarnessFault `bad-world` when it can't be mounted
   */
  mountLimited(path: string, bytes: number): void;
  /**
   * Has it removed while whoever comes next waits for something: a third of what a short run costs. At once where
   * something was mounted there. What goes wrong with it is thrown by the next `next()`, or when all worlds go.
   */
  leave(): void;
}

/** The worlds of this process. */
export class Worlds implements Disposable {
  constructor() {
    this.folder = mkdtempSync(join(worldsFolder(), ownName()));
    // A program that runs as somebody else gets through to its world, but finds no other.
    chmodSync(this.folder, 0o711);
  }

  /** Holds all worlds of this process, and nothing else: the folder to pass as writable to a containment. */
  readonly folder: string;
  #count = 0;
  readonly #left: string[] = [];
  #fault: { readonly cause: unknown } | undefined;

  /** @throws HarnessFault `bad-world` also when one before it could not be removed */
  next(): Workspace {
    this.#tell();
    this.#count += 1;
    const folder = join(this.folder, String(this.#count));
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    let mounted = false;
    return {
      folder,
      mountLimited: (path, bytes) => {
        mounted = true;
        mountLimited(folder, path, bytes);
      },
      leave: () => (mounted ? removeWorld(folder) : this.#leave(folder)),
      [Symbol.dispose]: () => removeWorld(folder),
    };
  }

  #leave(folder: string): void {
    this.#left.push(folder);
    setImmediate(() => {
      try {
        for (const left of this.#left.splice(0)) removeWorld(left);
      } catch (cause) {
        this.#fault ??= { cause };
      }
    });
  }

  #tell(): void {
    const fault = this.#fault;
    this.#fault = undefined;
    if (fault !== undefined) throw fault.cause;
  }

  /** Removes the folder of all, and with it what was left to be removed. */
  [Symbol.dispose](): void {
    this.#left.length = 0;
    endStrays(this.folder);
    removeWorld(this.folder);
    this.#tell();
  }
}

/**
 * Opens the worlds of this process, and removes what dead ones left: their folders, what is mounted there, and the
 * processes that still live in them.
 * @throws HarnessFault `bad-world` when the temporary folder can't be used
 */
export function openWorlds(): Worlds {
  sweep(worldsFolder());
  return new Worlds();
}
