/** A YAML scalar as Compose reads it. */
export type Scalar = string | number | boolean | null;

/** A YAML document without its tags and aliases. Never changed once made: documents are shared between runs. */
export type Tree = Scalar | readonly Tree[] | Mapping;
export type Mapping = ReadonlyMap<string, Tree>;

/** The keys that lead to a place in a tree, outermost first. */
export type Path = readonly string[];

export const emptyMapping: Mapping = new Map();

export function isMapping(tree: Tree | undefined): tree is Mapping {
  return tree instanceof Map;
}

export function isList(tree: Tree | undefined): tree is readonly Tree[] {
  return Array.isArray(tree);
}

/** The mapping at a path; an empty one where there is none. */
export function mappingAt(tree: Tree | undefined, ...path: Path): Mapping {
  const found = valueAt(tree, ...path);
  return isMapping(found) ? found : emptyMapping;
}

/** The value at a path, or undefined. */
export function valueAt(tree: Tree | undefined, ...path: Path): Tree | undefined {
  let found = tree;
  for (const key of path) found = isMapping(found) ? found.get(key) : undefined;
  return found;
}

/** The items of a list; a single value counts as a list of one, nothing as none. */
export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  if (tree === undefined || tree === null) return [];
  return isList(tree) ? tree : [tree];
}

/** A scalar as text; empty for everything else. */
export function textOf(tree: Tree | undefined): string {
  return tree === undefined || tree === null || typeof tree === 'object' ? '' : String(tree);
}

/** What Compose casts to true: YAML 1.1's words are taken too, with a warning (run on Compose 2.26.1: `privileged: yes`). */
export function isTrue(tree: Tree | undefined): boolean {
  return /^(?:true|yes|y|on|1)$/i.test(textOf(tree));
}
