import { constants } from 'node:fs';
import type { Ledger } from './ledger.ts';

/** What an open(2) made: shared by all descriptors that came of it. */
export interface Description {
  readonly inode: number;
  appends: boolean;
  /** What follows each write by itself: O_SYNC, O_DSYNC. */
  readonly synced?: 'fsync' | 'fdatasync' | undefined;
  /** Where the next read or write begins. */
  position: number;
}

/** What open(2) was given. */
export interface Opening {
  readonly path: string;
  readonly flags: number;
  /** Mode of a file that is made, less the umask. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly nowMs: number;
  readonly text: string;
}

/** What open(2) with these flags does after each write. O_SYNC contains O_DSYNC. */
function syncedBy(flags: number): Description['synced'] {
  if ((flags & constants.O_SYNC) === constants.O_SYNC) return 'fsync';
  return (flags & constants.O_DSYNC) === 0 ? undefined : 'fdatasync';
}

/** Enters what an open that succeeded did: it made a file, emptied one, or changed nothing. Undefined: no such place. */
export function opened(ledger: Ledger, opening: Opening): Description | undefined {
  const { path, flags, mode, uid, gid, nowMs, text } = opening;
  const exclusive = (flags & constants.O_CREAT) !== 0 && (flags & constants.O_EXCL) !== 0;
  const found = ledger.find(path, !exclusive && (flags & constants.O_NOFOLLOW) === 0);
  if (found === undefined) return undefined;
  const appends = (flags & constants.O_APPEND) !== 0;
  const synced = syncedBy(flags);
  if (found.inode === undefined) {
    if ((flags & constants.O_CREAT) === 0) return undefined;
    const inode = ledger.newInode();
    const device = ledger.deviceOf(found.at.folder);
    const node = { kind: 'file', bytes: new Uint8Array(0), mode, uid, gid, mtimeMs: nowMs, device } as const;
    ledger.enter({ kind: 'create', at: found.at, inode, node }, `${text}, a new file`);
    return { inode, appends, synced, position: 0 };
  }
  const { inode } = found;
  if ((flags & constants.O_TRUNC) !== 0 && ledger.node(inode)?.kind === 'file')
    ledger.enter({ kind: 'truncate', inode, size: 0, mtimeMs: nowMs }, `${text}, emptied`);
  return { inode, appends, synced, position: 0 };
}

/** Enters a write where the description stands, or at an offset of its own, and moves on. */
export function wrote(
  ledger: Ledger,
  description: Description,
  bytes: Uint8Array,
  { at, nowMs, text }: { readonly at?: number | undefined; readonly nowMs: number; readonly text: string },
): void {
  const { inode, appends } = description;
  const offset = appends ? ledger.bytes(inode).length : (at ?? description.position);
  if (bytes.length > 0) ledger.enter({ kind: 'write', inode, offset, bytes, mtimeMs: nowMs }, text);
  if (description.synced !== undefined)
    ledger.enter({ kind: description.synced, inode }, `${description.synced}, by O_SYNC or O_DSYNC`);
  if (at === undefined) description.position = offset + bytes.length;
}
