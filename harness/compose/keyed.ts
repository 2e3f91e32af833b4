import { isList, isMapping, type Mapping, type Tree, textOf } from './tree.ts';

/** A mapping written as a list (`- NAME=value`, `- NAME`) or as a mapping: environment, labels, sysctls, networks. */
export function asMapping(tree: Tree): Mapping {
  if (isMapping(tree)) return tree;
  if (!isList(tree)) return new Map();
  return new Map(tree.map(item => keyAndValue(textOf(item))));
}

function keyAndValue(text: string): [string, Tree] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, null] : [text.slice(0, equals), text.slice(equals + 1)];
}

/** Per key, the later value wins. */
export function mergeKeyed(earlier: Tree, later: Tree): Tree {
  return new Map([...asMapping(earlier), ...asMapping(later)]);
}
