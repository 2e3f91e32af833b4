import { ruleFor, takesNull } from './rules.ts';
import { append } from './sequences.ts';
import { emptyMapping, isList, isMapping, type Mapping, type Path, type Tree } from './tree.ts';

/**
 * Merges a later document over an earlier one, as Compose does: mappings key by key, lists appended, the rest last wins,
 * and the keys of `rules.ts` their own way. A later null has no effect, nor has an empty list.
 */
export function mergeMappings(earlier: Mapping, later: Mapping, path: Path = []): Mapping {
  const merged = new Map<string, Tree>(earlier);
  for (const [key, value] of later) {
    const before = merged.get(key);
    const place = [...path, key];
    if (value === null && !takesNull(place)) {
      if (before === undefined) merged.set(key, null);
      continue;
    }
    merged.set(key, mergeValues(before ?? null, value, place));
  }
  return merged;
}

/** A first value goes through its rule too: a list may hold one entry twice. */
function mergeValues(earlier: Tree, later: Tree, path: Path): Tree {
  const rule = ruleFor(path);
  if (rule !== undefined) return rule(earlier, later);
  if (earlier === null && isMapping(later)) return mergeMappings(emptyMapping, later, path);
  if (isMapping(earlier) && isMapping(later)) return mergeMappings(earlier, later, path);
  if (isList(earlier) && isList(later)) return append(earlier, later);
  return later;
}
