import type { SeenEntry, TreeSnapshot } from '../../../harness/world/file-tree/snapshot.ts';
import { noBytes } from '../../../harness/world/file-tree/snapshot.ts';
import { permission } from '../../../harness/world/memory-disk.ts';
import { realHome } from '../places.ts';
import type { Scenario } from '../scenario.ts';
import { entryAt, isWithin, mayUser, type Reached, resolve } from './resolve.ts';
import { type Want, wantsOf } from './wants.ts';

/**
 * What is to become of a source. `right`: it is there already; `makeable`: nothing hinders its making; `wrong`: it can't
 * be made right without breaking something; `free`: it may be refused or not.
 */
export type Fate = 'right' | 'makeable' | 'wrong' | 'free';

/** What a path may become when it is made. */
type Kinds = ReadonlySet<Want['kind']>;

/** Which sources a world needs, and what may be made for them. */
export interface Outlook {
  readonly needed: readonly {
    readonly want: Want;
    readonly fate: Fate;
    readonly place: string | undefined;
  }[];
  /** Real path → what may be made there: the sources and the folders on their ways. */
  readonly allowed: ReadonlyMap<string, Kinds>;
  /** Real paths that only sources behind a gate would need. */
  readonly gated: ReadonlySet<string>;
  /** Real paths where dangling links lead that are on the way to a source. */
  readonly dangling: ReadonlySet<string>;
  /** Whether one source may be where a dangling link on the way to another leads: then it matters which is made first. */
  readonly entangled: boolean;
}

function childOf(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

/** The paths that have to be made for a source, outermost first. */
function chainOf(reached: Reached): readonly string[] {
  if (reached.kind !== 'missing' && reached.kind !== 'dangling') return [];
  const chain: string[] = [];
  let path = reached.folder;
  for (const name of reached.names) {
    path = name === '..' ? path : childOf(path, name);
    chain.push(path);
  }
  return chain;
}

/** The same where some of the folders above may have to be made too. Empty: nothing may be made. */
function chainIn(reached: Reached, allowed: ReadonlyMap<string, Kinds>): readonly string[] {
  if (reached.kind === 'there')
    return allowed.has(reached.path) ? [...allowedAbove(reached.path, allowed), reached.path] : [];
  if (reached.kind !== 'missing' || !isWithin(reached.folder, realHome)) return [];
  return [...allowedAbove(`${reached.folder}/`, allowed), ...chainOf(reached)];
}

function allowedAbove(path: string, allowed: ReadonlyMap<string, Kinds>): readonly string[] {
  return [...allowed.keys()].filter(folder => path.startsWith(`${folder}/`));
}

/** Adds what a source needs. @returns whether there was anything new */
function allow(
  allowed: Map<string, Set<Want['kind']>>,
  chain: readonly string[],
  kind: Want['kind'],
): boolean {
  let more = false;
  for (const [nth, path] of chain.entries()) {
    const kinds = allowed.get(path) ?? new Set();
    const needs = nth === chain.length - 1 ? kind : 'folder';
    more ||= !kinds.has(needs);
    allowed.set(path, kinds.add(needs));
  }
  return more;
}

/** A tree in which all that may be made is a folder: what is first made a file may be one, if another way is made first. */
function pretended(before: TreeSnapshot, allowed: ReadonlyMap<string, Kinds>, uid: number): TreeSnapshot {
  const tree = new Map<string, SeenEntry>(before);
  for (const path of allowed.keys()) {
    tree.set(path.slice(1), {
      kind: 'folder',
      mode: 0o755,
      uid,
      gid: uid,
      mtimeMs: 0,
      identity: path,
      content: noBytes,
      to: '',
    });
  }
  return tree;
}

const known = new WeakMap<TreeSnapshot, Outlook>();

/** What is to become of each source in a world as it stood before the run. */
export function outlookOf(scenario: Scenario, before: TreeSnapshot, uid: number): Outlook {
  const found = known.get(before) ?? workOut(scenario, before, uid);
  known.set(before, found);
  return found;
}

function workOut(scenario: Scenario, before: TreeSnapshot, uid: number): Outlook {
  // Where a Compose file can't be read it is not known what is mounted.
  const wants = scenario.fault.kind === 'lost-file' ? [] : wantsOf(scenario);
  const unconditional = wants.filter(({ gate }) => gate === undefined);
  const reached = new Map(wants.map(want => [want, resolve(before, want.path, uid)] as const));
  const allowed = new Map<string, Set<Want['kind']>>();
  let tree = before;
  let more = true;
  while (more) {
    more = false;
    for (const want of unconditional) {
      const way = tree === before ? reached.get(want) : resolve(tree, want.path, uid);
      const chain = way === undefined ? [] : chainIn(way, allowed);
      more = allow(allowed, chain, want.kind) || more;
    }
    // What one source makes may be where a dangling link on the way to another leads.
    if (![...reached.values()].some(({ kind }) => kind === 'dangling')) break;
    if (more) tree = pretended(before, allowed, uid);
  }
  const gated = new Set<string>();
  const dangling = new Set<string>();
  for (const want of wants) {
    const way = reached.get(want);
    if (way?.kind === 'dangling') for (const path of chainOf(way)) dangling.add(path);
    if (way?.kind === 'missing' && want.gate !== undefined) for (const path of chainOf(way)) gated.add(path);
  }
  for (const path of allowed.keys()) {
    gated.delete(path);
    dangling.delete(path);
  }
  const needed = unconditional.map(want => {
    const way = reached.get(want) ?? resolve(before, want.path, uid);
    const place = way.kind === 'there' ? way.path : chainOf(way).at(-1);
    return { want, place, fate: fateOf(want, way, { scenario, before, uid, allowed }) };
  });
  const entangled = [...reached.values()].some(
    way => way.kind === 'dangling' && chainOf(way).some(path => allowed.has(path)),
  );
  return { needed, allowed, gated, dangling, entangled };
}

interface Context {
  readonly scenario: Scenario;
  readonly before: TreeSnapshot;
  readonly uid: number;
  readonly allowed: ReadonlyMap<string, Kinds>;
}

function fateOf(want: Want, way: Reached, { scenario, before, uid, allowed }: Context): Fate {
  if (way.kind === 'blocked') return 'wrong';
  const chain = chainOf(way);
  if (way.kind === 'dangling') return chain.some(path => allowed.has(path)) ? 'free' : 'wrong';
  if (way.kind === 'there') {
    if (way.entry.kind !== want.kind) return 'wrong';
    return way.searchable && !way.detour && isWithin(way.path, realHome) ? 'right' : 'free';
  }
  const folder = entryAt(before, way.folder);
  if (folder === undefined || !isWithin(way.folder, realHome) || !way.searchable) return 'wrong';
  if (!mayUser(uid, folder, permission.write) || !mayUser(uid, folder, permission.search)) return 'wrong';
  if (way.detour || scenario.fault.kind === 'read-only-home' || scenario.fault.kind === 'full-disk')
    return 'free';
  // Two sources that can't both be right: which one is made is not said.
  if (chain.some(path => (allowed.get(path)?.size ?? 0) > 1)) return 'free';
  // The maker of a new folder may not write to it.
  return chain.length > 1 && (scenario.umask & 0o300) !== 0 ? 'free' : 'makeable';
}
