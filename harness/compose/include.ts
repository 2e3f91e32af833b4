import type { FindModel } from './extends.ts';
import { mergeMappings } from './merge-trees.ts';
import { isMapping, itemsOf, type Mapping, type Tree, textOf } from './tree.ts';

/** Takes in the files that a document includes. They take part as if they stood in it (run on Compose 2.26.1). */
export function applyInclude(tree: Mapping, find: FindModel): Mapping {
  if (!tree.has('include')) return tree;
  let model: Mapping = new Map(Array.from(tree).filter(([key]) => key !== 'include'));
  for (const path of itemsOf(tree.get('include')).flatMap(pathsOf)) {
    const included = find(path);
    if (included !== undefined) model = mergeMappings(model, included);
  }
  return model;
}

function pathsOf(entry: Tree): readonly string[] {
  const paths = isMapping(entry) ? itemsOf(entry.get('path')) : [entry];
  return paths.map(textOf);
}
