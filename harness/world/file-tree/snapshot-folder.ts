import * as fs from 'node:fs';
import { noBytes, type SeenEntry, type TreeSnapshot } from './snapshot.ts';

const permissionBits = 0o7777n;
const nanosecondsInMs = 1e6;
const slash = Buffer.from('/');
/** Never waits, and never follows a link at the end. */
const lookingFlags = fs.constants.O_RDONLY | fs.constants.O_NONBLOCK | fs.constants.O_NOFOLLOW;

export interface SnapshotOptions {
  /** What stands for `/` in absolute links: it is taken out of where they lead. Default: nothing does. */
  readonly linksBelow?: string;
  /** Paths, as the snapshot has them, that are left out with all that is in them. Default: none. */
  readonly except?: ReadonlySet<string>;
}

/**
 * A real folder as it stands; empty where there is none. What modes hide from a harness that is not root is shown for
 * that moment. What vanishes meanwhile is not in it.
 */
export function snapshotFolder(folder: string, options: SnapshotOptions = {}): TreeSnapshot {
  const found = new Map<string, SeenEntry>();
  const look = (path: Buffer, name: string): void => {
    if (options.except?.has(name)) return;
    const seen = unlessGone(() => entryAt(path, options));
    if (seen === undefined) return;
    found.set(name, seen);
    if (seen.kind !== 'folder') return;
    const inside = (): void => {
      for (const inner of namesIn(path))
        look(Buffer.concat([path, slash, inner]), name === '.' ? textOf(inner) : `${name}/${textOf(inner)}`);
    };
    unlessGone(() => (isShut(path) ? opened(path, seen.mode, inside) : inside()));
  };
  if (fs.lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) look(Buffer.from(folder), '.');
  return found;
}

function entryAt(path: Buffer, { linksBelow }: SnapshotOptions): SeenEntry {
  const stats = fs.lstatSync(path, { bigint: true });
  const kind = kindOf(stats);
  return {
    kind,
    mode: Number(stats.mode & permissionBits),
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    mtimeMs: Number(stats.mtimeNs) / nanosecondsInMs,
    identity: `${stats.dev}:${stats.ino}`,
    content: kind === 'file' ? fileAt(path, Number(stats.mode & permissionBits)) : noBytes,
    to: kind === 'link' ? plainLink(fs.readlinkSync(path), linksBelow) : '',
  };
}

function kindOf(stats: fs.BigIntStats): SeenEntry['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isFIFO()) return 'fifo';
  return stats.isSocket() ? 'socket' : 'device';
}

function contentOf(path: Buffer): Uint8Array {
  const descriptor = fs.openSync(path, lookingFlags);
  try {
    return fs.readFileSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

function fileAt(path: Buffer, mode: number): Uint8Array {
  try {
    return contentOf(path);
  } catch (error) {
    if (codeOf(error) !== 'EACCES') throw error;
    return opened(path, mode, () => contentOf(path));
  }
}

function namesIn(path: Buffer): readonly Buffer[] {
  return fs.readdirSync(path, { encoding: 'buffer' }).sort(Buffer.compare);
}

/** Whether its mode keeps this process from looking at what is in a folder. */
function isShut(path: Buffer): boolean {
  try {
    fs.accessSync(path, fs.constants.R_OK | fs.constants.X_OK);
    return false;
  } catch (error) {
    return codeOf(error) === 'EACCES';
  }
}

/** Looks at what its mode hides from its owner, and gives it the mode back. */
function opened<T>(path: Buffer, mode: number, look: () => T): T {
  fs.chmodSync(path, mode | 0o500);
  try {
    return look();
  } finally {
    fs.chmodSync(path, mode);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** Undefined for what was removed, or replaced by something else, while it was looked at. */
function unlessGone<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EINVAL', 'ENXIO'].includes(String(codeOf(error)))) return undefined;
    throw error;
  }
}

function plainLink(to: string, linksBelow: string | undefined): string {
  return linksBelow !== undefined && `${to}/`.startsWith(`${linksBelow}/`)
    ? to.slice(linksBelow.length) || '/'
    : to;
}

/** A name as text; bytes that are none are written out. */
function textOf(name: Buffer): string {
  const text = name.toString('utf8');
  if (Buffer.from(text).equals(name)) return text;
  return [...name]
    .map(byte => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`))
    .join('');
}
