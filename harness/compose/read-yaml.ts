import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { parseOnce } from './parse-once.ts';
import { remembering } from './remember.ts';
import { isMapping, type Mapping, type Path, type Tree } from './tree.ts';

/** One YAML document and what its tags ask for. */
export interface Layer {
  readonly tree: Mapping;
  /** Where `!reset` stood: removed from what has accumulated. The values themselves are not in the tree. */
  readonly resets: readonly Path[];
  /** Where `!override` stood: removed from what has accumulated, before the tree is merged. */
  readonly overrides: readonly Path[];
  /** Whether any scalar holds a `$`. */
  readonly interpolates: boolean;
}

export type Reading =
  | { readonly kind: 'read'; readonly layers: readonly Layer[] }
  | { readonly kind: 'unreadable'; readonly reason: string };

interface Found {
  readonly resets: Path[];
  readonly overrides: Path[];
  interpolates: boolean;
}

const controls = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]/;
const deepest = 200;

/**
 * Reads a file as Compose's parser (go-yaml 3) does: every document in it counts; next line, line separator and
 * paragraph separator end a line, also of a comment (run on Compose 2.26.1); a key given twice is an error.
 */
function readYaml(text: string): Reading {
  const lines = text.replace(/^\ufeff/, '').replace(/[\u0085\u2028\u2029]/g, '\n');
  if (controls.test(lines)) return unreadable('a control character');
  try {
    const layers: Layer[] = [];
    for (const document of parseOnce(lines)) {
      const error = document.errors[0];
      if (error !== undefined) return unreadable(error.message.split('\n')[0] ?? error.code);
      const found: Found = { resets: [], overrides: [], interpolates: false };
      const tree = convert(document, document.contents, [], found, 0);
      if (tree === null || tree === undefined) continue;
      if (!isMapping(tree)) return unreadable('not a mapping');
      layers.push({ tree, ...found });
    }
    return layers.length > 0 ? { kind: 'read', layers } : unreadable('empty');
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error));
  }
}

function unreadable(reason: string): Reading {
  return { kind: 'unreadable', reason };
}

function convert(
  document: Document,
  node: unknown,
  path: Path,
  found: Found,
  depth: number,
): Tree | undefined {
  if (depth > deepest) throw new RangeError('nested too deep');
  if (isAlias(node)) return convert(document, node.resolve(document), path, found, depth + 1);
  if (isTagged(node, '!reset')) {
    found.resets.push(path);
    return undefined;
  }
  if (isTagged(node, '!override')) found.overrides.push(path);
  if (isScalar(node)) return scalar(integerOf(node) ?? node.value, found);
  if (isSeq(node)) {
    const items: Tree[] = [];
    for (const [index, item] of node.items.entries()) {
      const value = convert(document, item, [...path, `[${index}]`], found, depth + 1);
      if (value !== undefined) items.push(value);
    }
    return items;
  }
  if (!isMap(node)) return null;
  const entries = new Map<string, Tree>();
  const inherited: Mapping[] = [];
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
    const merges = key === '<<' && isScalar(pair.key) && pair.key.type === 'PLAIN';
    const value = convert(document, pair.value, merges ? path : [...path, key], found, depth + 1);
    if (merges) inherited.push(...(Array.isArray(value) ? value : [value]).filter(isMapping));
    else if (value !== undefined) entries.set(key, value);
  }
  for (const source of inherited)
    for (const [key, value] of source) if (!entries.has(key)) entries.set(key, value);
  return entries;
}

function isTagged(node: unknown, tag: string): boolean {
  return typeof node === 'object' && node !== null && 'tag' in node && (node as Node).tag === tag;
}

/** Integers that go-yaml reads and YAML 1.2 does not, or otherwise: `1_000`, `0b11`, and `017`, which is octal. */
function integerOf({ type, tag, source }: Scalar): number | undefined {
  if (type !== 'PLAIN' || tag !== undefined || source === undefined || !/^[-+]?\d/.test(source))
    return undefined;
  const [, sign = '', binary, octal, decimal] =
    /^([-+]?)(?:0b([01]+)|0([0-7]+)|([1-9]\d*))$/i.exec(source.replaceAll('_', '')) ?? [];
  const size =
    binary !== undefined
      ? Number.parseInt(binary, 2)
      : octal !== undefined
        ? Number.parseInt(octal, 8)
        : Number(decimal ?? Number.NaN);
  return Number.isNaN(size) ? undefined : Number(`${sign}1`) * size;
}

function scalar(value: unknown, found: Found): Tree {
  if (typeof value === 'string') {
    if (value.includes('$')) found.interpolates = true;
    return value;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : String(value);
}

/** `readYaml`, remembered by text. */
export const readYamlOnce: (text: string) => Reading = remembering(readYaml);
