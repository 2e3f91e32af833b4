import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { CheckedOut } from '../context.ts';

/** Whom a checkout belongs to where the harness is root: nobody whom an image knows. */
const checkoutOwner = 1234;

/**
 * Makes a checked out context for real in a folder that is there.
 * @throws HarnessFault `bad-world`
 */
export function buildContext(folder: string, entries: readonly CheckedOut[], isPrivileged: boolean): void {
  try {
    for (const { kind, path, content, to } of entries) {
      const at = join(folder, path);
      fs.mkdirSync(dirname(at), { recursive: true });
      if (kind === 'folder') fs.mkdirSync(at, { recursive: true });
      else if (kind === 'link') fs.symlinkSync(to, at);
      else fs.writeFileSync(at, content, { flag: 'wx' });
    }
    // What shuts a folder comes after all that is in it.
    for (const { kind, path, mode } of entries.toReversed()) {
      const at = join(folder, path);
      if (isPrivileged) fs.lchownSync(at, checkoutOwner, checkoutOwner);
      if (kind !== 'link') fs.chmodSync(at, mode);
    }
  } catch (cause) {
    throw new HarnessFault(`a context could not be built: ${String(cause)}`, 'bad-world', { cause });
  }
}
