import type { SeenEntry, TreeSnapshot } from '../../../harness/world/file-tree/snapshot.ts';
import { noBytes } from '../../../harness/world/file-tree/snapshot.ts';
import type { Bound } from '../container/inside.ts';
import { entryAt, type Reached, resolve } from './resolve.ts';

/**
 * How a service comes up. `open`: it mounts what another of its own mounts makes first or not; the engine goes through
 * them in any order.
 */
export type PlayedStart = 'started' | 'refused-at-create' | 'refused-at-start' | 'open';

/** What an engine would do of a session. */
export interface PlayedSession {
  readonly services: ReadonlyMap<string, PlayedStart>;
  /** Absolute real path → the folder of root's that is there afterwards. */
  readonly made: ReadonlyMap<string, SeenEntry>;
  /** Those that are made in any case. */
  readonly sure: ReadonlySet<string>;
}

const root = 0;
const setGroupId = 0o2000;

/**
 * Plays an engine that starts services in turn: a missing source is made with the folders above it, all of them root's
 * and 0755, with set-group-ID where the folder above has it; one that may not be made is an error before anything is
 * made; so is a source whose way leads nowhere, round, or through a file, when its service is started.
 * @param services in the order in which they are started
 */
export function playSession(
  services: readonly string[],
  bound: readonly Bound[],
  before: TreeSnapshot,
): PlayedSession {
  const tree = new Map<string, SeenEntry>(before);
  const made = new Map<string, SeenEntry>();
  const sure = new Set<string>();
  const ends = new Map<string, PlayedStart>();
  for (const service of services) {
    const mounts = bound.filter(mount => mount.service === service);
    if (mounts.some(mount => isAnError(mount, before))) {
      ends.set(service, 'refused-at-create');
      continue;
    }
    const atFirst = mounts.map(({ source }) => resolve(tree, source, root));
    const own = makeAll(tree, mounts);
    for (const [path, entry] of own) made.set(path, entry);
    const end = endOf(atFirst, mounts, tree);
    ends.set(service, end);
    if (end === 'started') for (const path of own.keys()) sure.add(path);
  }
  return { services: ends, made, sure };
}

/**
 * What may be made is given in a text of words between colons. What may not is asked for by its text: `gone/..` is not
 * there, nor is a file with a slash at its end.
 */
function isAnError({ source, text, createsSource }: Bound, tree: TreeSnapshot): boolean {
  if (createsSource) return source.includes(':');
  const way = resolve(tree, text, root);
  return way.kind !== 'there' || (/\/\.?$/.test(text) && way.entry.kind !== 'folder');
}

function isThere(tree: TreeSnapshot, source: string): boolean {
  return resolve(tree, source, root).kind === 'there';
}

function endOf(atFirst: readonly Reached[], mounts: readonly Bound[], tree: TreeSnapshot): PlayedStart {
  if (!mounts.every(({ source }) => isThere(tree, source))) return 'refused-at-start';
  return atFirst.every(({ kind }) => kind === 'there' || kind === 'missing') ? 'started' : 'open';
}

/** Makes what is missing until nothing more is: what one mount makes may be where another's link leads. */
function makeAll(tree: Map<string, SeenEntry>, mounts: readonly Bound[]): ReadonlyMap<string, SeenEntry> {
  const made = new Map<string, SeenEntry>();
  for (let more = true; more; ) {
    more = false;
    for (const { source } of mounts) {
      const way = resolve(tree, source, root);
      if (way.kind !== 'missing') continue;
      more = true;
      let folder = way.folder;
      for (const name of way.names) {
        const path = folder === '/' ? `/${name}` : `${folder}/${name}`;
        const entry = folderOfRoot(entryAt(tree, folder), path);
        tree.set(path.slice(1), entry);
        made.set(path, entry);
        folder = path;
      }
    }
  }
  return made;
}

function folderOfRoot(above: SeenEntry | undefined, path: string): SeenEntry {
  const mode = 0o755 | ((above?.mode ?? 0) & setGroupId);
  return { kind: 'folder', mode, uid: root, gid: root, mtimeMs: 0, identity: path, content: noBytes, to: '' };
}
