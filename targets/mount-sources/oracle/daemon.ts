import type { TreeSnapshot } from '../../../harness/world/file-tree/snapshot.ts';
import { resolve } from './resolve.ts';
import type { Want } from './wants.ts';

/** What the engine's daemon, which is root, finds where a source ought to be when a session starts. */
export type Found =
  | { readonly kind: 'right' }
  /** It makes the first of these, which nobody has, and what is below it: folders of root's. */
  | { readonly kind: 'missing'; readonly makes: string }
  | { readonly kind: 'wrong-kind'; readonly is: string }
  /** A link that leads nowhere or round, or something in a folder's place. */
  | { readonly kind: 'unusable'; readonly why: string };

/** Plays the daemon at one source of a tree. */
export function daemonFinds(want: Want, tree: TreeSnapshot, uid: number): Found {
  const reached = resolve(tree, want.path, uid);
  switch (reached.kind) {
    case 'there':
      return reached.entry.kind === want.kind
        ? { kind: 'right' }
        : { kind: 'wrong-kind', is: reached.entry.kind };
    case 'missing':
      return {
        kind: 'missing',
        makes: `${reached.folder === '/' ? '' : reached.folder}/${reached.names[0]}`,
      };
    case 'dangling':
      return { kind: 'unusable', why: 'a link on the way leads nowhere' };
    case 'blocked':
      return { kind: 'unusable', why: `${JSON.stringify(reached.by)} is in the way` };
  }
}
