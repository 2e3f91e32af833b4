import type { Volume } from '../../recording.ts';
import type { OperationRecord } from '../memory-file-system.ts';
import { type Description, opened, wrote } from './descriptions.ts';
import { Ledger } from './ledger.ts';

/** Whose operations they are, and what its clock says; needed because a record does not say it. */
export interface RecordedProcess {
  readonly uid: number;
  readonly umask: number;
  /** The disk's clock at a moment of the turnstile, milliseconds since the epoch. */
  readonly clock: (moment: number) => number;
}

const defaultMode = 0o666;

/** Enters the operations of one process on a disk in memory. Those that failed did nothing. */
export function recordMemory(
  before: Volume,
  records: readonly OperationRecord[],
  { uid, umask, clock }: RecordedProcess,
): Ledger {
  const ledger = new Ledger(before);
  const descriptions = new Map<number, Description>();
  for (const record of records) {
    if (!record.acted || record.outcome !== 'done') continue;
    const { operation, path } = record;
    const nowMs = clock(record.moment);
    const description = record.descriptor === undefined ? undefined : descriptions.get(record.descriptor);
    switch (operation) {
      case 'open': {
        const { flags = 0, descriptor = -1, mode = defaultMode } = record;
        const text = `open ${path}`;
        const opening = { path, flags, mode: mode & ~umask, uid, gid: uid, nowMs, text };
        const made = opened(ledger, opening);
        if (made !== undefined) descriptions.set(descriptor, made);
        break;
      }
      case 'close':
        descriptions.delete(record.descriptor ?? -1);
        break;
      case 'write': {
        const bytes = record.written ?? new Uint8Array(0);
        if (description !== undefined)
          wrote(ledger, description, bytes, { nowMs, text: `write ${path}, ${bytes.length} bytes` });
        break;
      }
      case 'fchmod': {
        const { mode = 0 } = record;
        if (description === undefined) break;
        const text = `fchmod ${path} ${mode.toString(8).padStart(4, '0')}`;
        ledger.enter({ kind: 'chmod', inode: description.inode, mode }, text);
        break;
      }
      case 'fsync':
        if (description !== undefined)
          ledger.enter({ kind: 'fsync', inode: description.inode }, `fsync ${path}`);
        break;
      case 'utimes': {
        const inode = ledger.find(path, true)?.inode;
        if (inode !== undefined)
          ledger.enter({ kind: 'utimes', inode, mtimeMs: record.ms ?? nowMs }, `utimes ${path}`);
        break;
      }
      case 'unlink': {
        const found = ledger.find(path, false);
        if (found?.inode !== undefined)
          ledger.enter({ kind: 'unlink', at: found.at, inode: found.inode }, `unlink ${path}`);
        break;
      }
      case 'rename':
        renamed(ledger, path, record.to ?? path);
        break;
      default:
    }
  }
  return ledger;
}

function renamed(ledger: Ledger, path: string, to: string): void {
  const from = ledger.find(path, false);
  const into = ledger.find(to, false);
  if (from?.inode === undefined || into === undefined || from.inode === into.inode) return;
  const names = { from: from.at, to: into.at, replaced: into.inode };
  ledger.enter({ kind: 'rename', inode: from.inode, ...names }, `rename ${path} to ${to}`);
}
