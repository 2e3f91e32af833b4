import { isList, isMapping, type Tree, textOf } from '../../../../harness/compose/tree.ts';

/** What a value may be. */
export interface Shape {
  /** Letters of the kinds it may have: string, number, boolean, null (`z`), list, mapping. */
  readonly is: string;
  /** What a string must look like. */
  readonly text?: RegExp;
  /** What the items of a list may be. Left out: anything. */
  readonly items?: Shape;
  /** A list may not hold one scalar twice. */
  readonly once?: boolean;
  /** What the keys of a mapping may be; `x-…` is always allowed. Left out: anything. */
  readonly keys?: Readonly<Record<string, Shape>>;
  /** Keys that a mapping must have. */
  readonly needs?: readonly string[];
  /** What the other keys may be, and what they may be called. */
  readonly rest?: { readonly named: RegExp; readonly shape: Shape };
}

/** A shape with nothing to say of what is inside. */
export function any(is: string): Shape {
  return { is };
}

/** How strictly to look. */
interface Strictness {
  /** A file as it is written, before it is merged: nulls, doubles and variables are not yet decided. */
  readonly asWritten: boolean;
}

/** The first path at which a value does not have its shape, with a word on why; undefined when it has it all over. */
export function misfit(
  tree: Tree,
  shape: Shape,
  path = '',
  how: Strictness = { asWritten: false },
): string | undefined {
  if (how.asWritten && tree === null) return undefined;
  if (!shape.is.includes(kindOf(tree))) return `${path || 'the file'} is of the wrong type`;
  if (typeof tree === 'string' && !how.asWritten && shape.text?.test(tree) === false)
    return `${path} can't be ${JSON.stringify(tree)}`;
  if (isList(tree)) return misfitInList(tree, shape, path, how);
  if (!isMapping(tree) || shape.keys === undefined) return undefined;
  const missing = shape.needs?.find(key => textOf(tree.get(key)) === '');
  if (missing !== undefined) return `${path} has no ${missing}`;
  for (const [key, value] of tree) {
    const place = path === '' ? key : `${path}.${key}`;
    const expected = Object.hasOwn(shape.keys, key) ? shape.keys[key] : otherKey(key, shape);
    if (expected === undefined) return `${place} is not a key that it knows`;
    const found = misfit(value, expected, place, how);
    if (found !== undefined) return found;
  }
  return undefined;
}

function misfitInList(
  list: readonly Tree[],
  { items, once }: Shape,
  path: string,
  how: Strictness,
): string | undefined {
  const scalars = list.filter(item => !isList(item) && !isMapping(item)).map(textOf);
  if (once === true && !how.asWritten && new Set(scalars).size < scalars.length)
    return `${path} says one thing twice`;
  for (const item of list) {
    const found = items === undefined ? undefined : misfit(item, items, `${path}[]`, how);
    if (found !== undefined) return found;
  }
  return undefined;
}

function otherKey(key: string, { rest }: Shape): Shape | undefined {
  if (key.startsWith('x-')) return any('snbzlm');
  return rest?.named.test(key) ? rest.shape : undefined;
}

function kindOf(tree: Tree): string {
  if (tree === null) return 'z';
  if (isList(tree)) return 'l';
  if (isMapping(tree)) return 'm';
  return typeof tree === 'string' ? 's' : typeof tree === 'number' ? 'n' : 'b';
}
