import * as fs from 'node:fs';
import { sameBytes } from '../properties/findings.ts';
import { lookAt, openRevealed, type Seen } from './look.ts';
import type { RealPaths } from './real-paths.ts';

/** The source path itself, and what it leads to. */
interface Found {
  readonly link: fs.BigIntStats | undefined;
  readonly file: Seen | undefined;
}

/** Tells whether anybody but its writer changed the source, by which file it is, its bytes, mode and time of change. */
export class RealSourceGuard {
  constructor({ root, source }: RealPaths) {
    this.#root = root;
    this.#source = source;
    this.#left = this.#find();
  }

  readonly #root: string;
  readonly #source: string;
  #left: Found;
  harm: string | undefined;

  #find(): Found {
    const link = fs.lstatSync(this.#source, { bigint: true, throwIfNoEntry: false });
    const end = fs.existsSync(this.#source) ? fs.realpathSync(this.#source) : undefined;
    return { link, file: end === undefined ? undefined : lookAt(this.#root, end, openRevealed) };
  }

  /** Takes what is there now for what its writer left. */
  expect(): void {
    this.#left = this.#find();
  }

  /** The bytes of the file that the source path leads to, as its writer left them, if it is one. */
  content(): Uint8Array | undefined {
    const entry = this.#left.file?.entry;
    return entry?.kind === 'file' ? entry.content : undefined;
  }

  /** Looks whether the source is still what its writer left. */
  look(): void {
    this.harm ??= harmBetween(this.#left, this.#find());
  }
}

function harmBetween(left: Found, found: Found): string | undefined {
  if (found.link?.ino !== left.link?.ino || found.file?.stats.ino !== left.file?.stats.ino)
    return found.file === undefined ? 'was gone' : 'was another file';
  const [was, is] = [left.file?.entry, found.file?.entry];
  if (was === undefined || is === undefined) return undefined;
  if (!sameBytes(was.content, is.content)) return 'had other bytes';
  if (was.mode !== is.mode) return 'had another mode';
  // A folder's time changes with what is in it, which is the question of others.
  return was.kind === 'file' && was.mtime !== is.mtime ? 'had another time of change' : undefined;
}
