import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { codeOf, messageOf } from './errno.ts';

/** The largest case that is read, in bytes. */
export const largestCase = 8 * 1024 * 1024;

/** A file's content, or why it can't be had. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** Reads a file of UTF-8 text. Never waits for a FIFO, never takes in more than `largestCase` bytes, never throws. */
export async function readText(file: string): Promise<FileText> {
  let handle: FileHandle;
  try {
    handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return unreadable(whyNot(error));
  }
  try {
    const stats = await handle.stat();
    if (!stats.isFile())
      return unreadable(stats.isDirectory() ? 'a folder, not a file' : 'not a regular file');
    return decoded(await atMost(handle, largestCase + 1));
  } catch (error) {
    return unreadable(whyNot(error));
  } finally {
    await handle.close();
  }
}

/** Grows with what is there, so that a small file costs little and a growing one ends. */
async function atMost(handle: FileHandle, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total < limit) {
    const chunk = Buffer.allocUnsafe(Math.min(64 * 1024, limit - total));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, total);
    if (bytesRead === 0) break;
    chunks.push(chunk.subarray(0, bytesRead));
    total += bytesRead;
  }
  return Buffer.concat(chunks, total);
}

/** Bytes as text, when they are one that a case can be. */
export function decoded(bytes: Uint8Array): FileText {
  if (bytes.length > largestCase) return unreadable(`larger than ${largestCase / 1024 / 1024} MiB`);
  if (bytes.length === 0) return unreadable('empty');
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return unreadable('not UTF-8');
  }
}

function unreadable(problem: string): FileText {
  return { kind: 'unreadable', problem };
}

function whyNot(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it';
  // A socket can't be opened at all.
  if (code === 'ENXIO') return 'not a regular file';
  return `it can't be read: ${messageOf(error)}`;
}
