import { isMapping, type Mapping, type Path, type Tree } from './tree.ts';

/**
 * What is left of the accumulated model where later files ask to forget: `!reset` and `!override`. A `*` in a path
 * stands for every key (run on Compose 2.26.1: `services: {"*": !reset null}` leaves no service). Items of lists can't
 * be reset.
 */
export function without(model: Mapping, paths: readonly Path[]): Mapping {
  return paths.reduce(remove, model);
}

function remove(mapping: Mapping, path: Path): Mapping {
  const [first, ...rest] = path;
  if (first === undefined) return new Map();
  const kept = new Map<string, Tree>();
  for (const [key, value] of mapping) {
    if (first !== '*' && first !== key) kept.set(key, value);
    else if (rest.length > 0) kept.set(key, isMapping(value) ? remove(value, rest) : value);
  }
  return kept;
}
