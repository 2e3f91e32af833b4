import { itemsOf, type Tree } from './tree.ts';

/** Everything of both, in order: security_opt, where the engine reads them one after the other. */
export function append(earlier: Tree, later: Tree): Tree {
  return [...itemsOf(earlier), ...itemsOf(later)];
}

/** Everything of both, each raw value once: `sys_admin` and `CAP_SYS_ADMIN` both stay. */
export function appendUnique(earlier: Tree, later: Tree): Tree {
  const seen = new Set<string>();
  return [...itemsOf(earlier), ...itemsOf(later)].filter(item => {
    const raw = JSON.stringify(item, (_key, value) => (value instanceof Map ? [...value] : value));
    if (seen.has(raw)) return false;
    seen.add(raw);
    return true;
  });
}

/** Everything of both; of those with the same key the last one stays, in the place of the first. */
export function appendByKey(keyOf: (item: Tree) => string): (earlier: Tree, later: Tree) => Tree {
  return (earlier, later) => {
    const byKey = new Map<string, Tree>();
    for (const item of [...itemsOf(earlier), ...itemsOf(later)]) byKey.set(keyOf(item), item);
    return [...byKey.values()];
  };
}
