import type { BakedEntry } from '../observation.ts';

/** An entry of a predicted tree. */
export interface Predicted extends Omit<BakedEntry, 'kind'> {
  readonly kind: 'file' | 'folder' | 'link';
  /** Line that last set its mode or owner; 0: none. */
  readonly line: number;
}

/** A predicted tree, by absolute paths. */
export type PredictedTree = Map<string, Predicted>;

/** No builder makes an image of it. */
export class Unbuildable extends Error {
  override readonly name = 'Unbuildable';
}

/** What it comes to is only known to who builds it. */
export class Unknowable extends Error {
  override readonly name = 'Unknowable';
}

export const blank = { mode: 0o755, uid: 0, gid: 0, content: '', to: '', line: 0 } as const;

export function parentOf(path: string): string {
  return path.replace(/\/[^/]*$/, '') || '/';
}

export function below(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

/** Whether a path is somewhere in a folder. */
export function isWithin(folder: string, path: string): boolean {
  return path !== folder && (folder === '/' || path.startsWith(`${folder}/`));
}

/** A path in which nothing is to be left out: no dots, no double slashes. */
export function plain(path: string, from = '/'): string {
  const names: string[] = [];
  for (const name of `${path.startsWith('/') ? '' : from}/${path}`.split('/'))
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  return `/${names.join('/')}`;
}

/**
 * Where a path leads when its links are followed: each link that stands in it is replaced by what it says, until none is.
 * @throws Unbuildable for a circle
 */
export function followed(tree: ReadonlyMap<string, Predicted>, path: string, last = true): string {
  let at = plain(path);
  for (let round = 0; round < 40; round++) {
    const prefixes = at.split('/').map((_, nth, names) => names.slice(0, nth + 1).join('/') || '/');
    const link = prefixes.find(prefix => tree.get(prefix)?.kind === 'link' && (last || prefix !== at));
    if (link === undefined) return at;
    const to = tree.get(link)?.to ?? '';
    at = plain(`${to}${at.slice(link.length)}`, parentOf(link));
  }
  throw new Unbuildable('a circle of links');
}

/** Makes a folder and those above it that are missing. */
export function makeAll(tree: PredictedTree, path: string, entry: Omit<Predicted, 'kind'>): string {
  const at = followed(tree, path);
  const there = tree.get(at);
  if (there !== undefined && there.kind !== 'folder') throw new Unbuildable('no folder');
  if (there !== undefined) return at;
  makeAll(tree, parentOf(at), entry);
  tree.set(at, { ...entry, kind: 'folder' });
  return at;
}
