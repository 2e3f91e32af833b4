import { createHash } from 'node:crypto';
import { type BigIntStats, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './error-code.ts';

/** What there is at each path of a world, in words. */
export type DiskState = ReadonlyMap<string, string>;

/**
 * Looks at everything below a world's root, following no link. What lies in folders that belong to the program is left
 * out.
 * @param own absolute paths in the world, as "/tmp"
 */
export function lookAtDisk(root: string, own: readonly string[]): DiskState {
  const state = new Map<string, string>();
  const look = (path: string): void => {
    const at = join(root, path);
    try {
      const status = lstatSync(at, { bigint: true });
      state.set(path, described(at, status));
      if (!status.isDirectory() || own.includes(path)) return;
      for (const name of readdirSync(at)) look(join(path, name));
    } catch (error) {
      state.set(path, `can not be looked at (${codeOf(error)})`);
    }
  };
  look('/');
  return state;
}

function described(at: string, status: BigIntStats): string {
  const mode = (Number(status.mode) & 0o7777).toString(8).padStart(4, '0');
  const owner = `uid ${status.uid}, gid ${status.gid}`;
  if (status.isSymbolicLink()) return `a link to ${readlinkSync(at)}, ${owner}`;
  if (status.isDirectory()) return `a folder, mode ${mode}, ${owner}`;
  if (!status.isFile()) return `special, mode ${mode}, ${owner}`;
  const content = createHash('sha256').update(readFileSync(at)).digest('hex').slice(0, 12);
  return `a file, mode ${mode}, ${owner}, ${status.size} bytes (${content})`;
}

/** What differs, each as a clause. */
export function changesOf(before: DiskState, after: DiskState): readonly string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap(path => {
    const was = before.get(path);
    const is = after.get(path);
    if (was === is) return [];
    const name = JSON.stringify(path);
    if (was === undefined) return [`${name} is new: ${is}`];
    if (is === undefined) return [`${name} is gone`];
    return [`${name} was ${was} and is ${is}`];
  });
}
