import { posix } from 'node:path';
import { fdNumber, fdPath, textOf } from '../strace/arguments.ts';
import type { Description } from './descriptions.ts';
import type { ProcessState } from './process-table.ts';

/** What a path of a call stands for: a path of the world's own, a descriptor's file, or something outside. */
export type Reached =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'open'; readonly description: Description }
  | { readonly kind: 'outside'; readonly path: string };

const ownDescriptor = /^\/(?:proc\/(?:self|thread-self|\d+)|dev)\/fd\/(\d+)$/;

/** A real path as the world's own has it; undefined: it is outside of the folder. */
export function inWorld(real: string, root: string): string | undefined {
  const path = posix.normalize(real);
  if (path === root) return '/';
  return path.startsWith(`${root}/`) ? path.slice(root.length) : undefined;
}

/**
 * Where a path argument leads, `dirfd, path` or a path by itself. Links on the way are not followed here, and `..` behind
 * a link is read as it is written.
 */
export function reached(
  state: ProcessState,
  root: string,
  path: string | undefined,
  folder?: string | undefined,
): Reached {
  const text = textOf(path ?? '') ?? '';
  if (text === '') {
    const description = state.descriptors.get(fdNumber(folder ?? '') ?? -1);
    return description === undefined ? { kind: 'outside', path: '' } : { kind: 'open', description };
  }
  const [, digits] = ownDescriptor.exec(text) ?? [];
  const description = digits === undefined ? undefined : state.descriptors.get(Number(digits));
  if (description !== undefined) return { kind: 'open', description };
  const from = (folder === undefined ? undefined : fdPath(folder)) ?? state.folder;
  const real = text.startsWith('/') ? text : `${from}/${text}`;
  const own = inWorld(real, root);
  return own === undefined ? { kind: 'outside', path: real } : { kind: 'path', path: own };
}
