import { applyExtends, type FindModel } from './extends.ts';
import { applyInclude } from './include.ts';
import { interpolate, type Variables } from './interpolate.ts';
import { mergeMappings } from './merge-trees.ts';
import { readYamlOnce } from './read-yaml.ts';
import { without } from './reset.ts';
import { emptyMapping, isMapping, type Mapping } from './tree.ts';

/** Where the files of a merge are read, and what their variables stand for. */
export interface MergeWorld {
  readonly variables: Variables;
  /** The text of a file that `include` or `extends` names, by the path as written; undefined where there is none. */
  find(path: string): string | undefined;
}

export type Merged =
  | { readonly kind: 'merged'; readonly model: Mapping }
  | { readonly kind: 'unreadable'; readonly file: number; readonly reason: string };

/**
 * The effective model of a list of Compose files, in order. Per document: interpolate, include, forget what tags reset,
 * extends, merge (compose-go 2.14). What Compose would refuse as contradictory, as `network_mode` beside `networks`,
 * stays in the model: the more open reading counts.
 * @param texts contents of the files, in the order of their `-f` arguments
 */
export function mergeFiles(texts: readonly string[], world: MergeWorld): Merged {
  return mergeOver(emptyMapping, texts, world);
}

/** Merges more files over a model. What they leave alone is the same object afterwards. */
export function mergeOver(earlier: Mapping, texts: readonly string[], world: MergeWorld): Merged {
  let model = earlier;
  for (const [file, text] of texts.entries()) {
    const merged = mergeText(model, text, world, 0);
    if (typeof merged === 'string') return { kind: 'unreadable', file, reason: merged };
    model = merged;
  }
  return { kind: 'merged', model };
}

/** Merges the documents of one file over a model; a text is the reason why it can't be read. */
function mergeText(earlier: Mapping, text: string, world: MergeWorld, depth: number): Mapping | string {
  const reading = readYamlOnce(text);
  if (reading.kind === 'unreadable') return reading.reason;
  const find: FindModel = path => {
    const found = depth < 4 ? world.find(path) : undefined;
    const other = found === undefined ? undefined : mergeText(emptyMapping, found, world, depth + 1);
    return typeof other === 'string' ? undefined : other;
  };
  let model = earlier;
  for (const { tree, resets, overrides, interpolates } of reading.layers) {
    const plain = interpolates ? interpolate(tree, world.variables) : tree;
    const whole = applyExtends(applyInclude(isMapping(plain) ? plain : emptyMapping, find), find);
    model = mergeMappings(without(model, [...resets, ...overrides]), whole);
  }
  return model;
}
