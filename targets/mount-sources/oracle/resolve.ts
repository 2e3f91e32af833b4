import type { SeenEntry, TreeSnapshot } from '../../../harness/world/file-tree/snapshot.ts';
import { realHome } from '../places.ts';

/** What was met on the way to a path. */
interface Way {
  /** Whether the user may search every folder on the way. */
  readonly searchable: boolean;
  /** Whether a link outside HOME was followed after HOME had been reached. */
  readonly detour: boolean;
  /** Whether a link led above the root, which is a folder where the world is real. */
  readonly climbs: boolean;
}

/** Where a path leads in a tree as it stands. */
export type Reached =
  | (Way & { readonly kind: 'there'; readonly path: string; readonly entry: SeenEntry })
  /** Nothing is there. `folder`: the deepest one on the way that is; `names`: what is missing in it, one in the other. */
  | (Way & {
      readonly kind: 'missing' | 'dangling';
      readonly folder: string;
      readonly names: readonly string[];
    })
  /** Something on the way is neither a folder nor a link to one, or links lead round. */
  | { readonly kind: 'blocked'; readonly by: string };

const mostLinks = 40;
const searchBit = 1;

/** The entry at an absolute path without links; undefined: nothing is there. */
export function entryAt(tree: TreeSnapshot, path: string): SeenEntry | undefined {
  return tree.get(path === '/' ? '.' : path.slice(1));
}

/** Whether a path is another one or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Whether a user may do that with an entry: 4 read, 2 write, 1 search. */
export function mayUser(uid: number, entry: SeenEntry, bit: number): boolean {
  return ((entry.uid === uid ? entry.mode >> 6 : entry.mode) & bit) !== 0;
}

function namesOf(path: string): readonly string[] {
  return path.split('/').filter(name => name !== '' && name !== '.');
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/**
 * Follows an absolute path and all links in it, at its end too, as the kernel does for somebody who may do everything.
 * What a link names and is not there makes it dangling; what the path itself names is missing.
 */
export function resolve(tree: TreeSnapshot, path: string, uid: number): Reached {
  const ahead = namesOf(path).map(name => ({ name, linked: false }));
  let here = '/';
  let links = 0;
  let entered = false;
  let searchable = true;
  let detour = false;
  let climbs = false;
  for (let next = ahead.shift(); next !== undefined; next = ahead.shift()) {
    const folder = entryAt(tree, here);
    if (folder?.kind !== 'folder') return { kind: 'blocked', by: here };
    entered ||= here === realHome;
    searchable &&= mayUser(uid, folder, searchBit);
    if (next.name === '..') {
      climbs ||= here === '/';
      here = parentOf(here);
      continue;
    }
    const at = here === '/' ? `/${next.name}` : `${here}/${next.name}`;
    const entry = entryAt(tree, at);
    if (entry === undefined) {
      const names = [next, ...ahead].map(({ name }) => name);
      return { kind: next.linked ? 'dangling' : 'missing', folder: here, names, searchable, detour, climbs };
    }
    if (entry.kind !== 'link') {
      here = at;
      continue;
    }
    links += 1;
    if (links > mostLinks) return { kind: 'blocked', by: at };
    if (entered && !isWithin(here, realHome)) detour = true;
    ahead.unshift(...namesOf(entry.to).map(name => ({ name, linked: true })));
    if (entry.to.startsWith('/')) here = '/';
  }
  const entry = entryAt(tree, here);
  return entry === undefined
    ? { kind: 'blocked', by: here }
    : { kind: 'there', path: here, entry, searchable, detour, climbs };
}
