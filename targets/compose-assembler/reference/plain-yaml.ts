import { type Document, isAlias, isCollection, isPair, isScalar, parseAllDocuments, visit } from 'yaml';

/** A document as plain values: scalars, arrays, and maps with text keys. */
export type Plain = string | number | boolean | null | readonly Plain[] | PlainMap;
export type PlainMap = ReadonlyMap<string, Plain>;

export type PlainYaml =
  | {
      readonly kind: 'mapping';
      readonly mapping: PlainMap;
      /** What it uses that makes its meaning depend on the reader: tags, anchors, several documents… */
      readonly tricks: readonly string[];
    }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads YAML; swapped where the same texts are read over and over. */
export type ReadPlainYaml = (text: string) => PlainYaml;

/**
 * Characters that readers of YAML disagree about. Compose's parser ends a line, and so a comment, at U+0085, U+2028 and
 * U+2029, where YAML 1.2 does not; it takes a byte-order mark for an encoding.
 */
const disputed = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;

/** Parses a text into documents, errors inside them. */
export type ParseYaml = (text: string) => readonly Document[];

/** Parses with the library. */
export function parseYaml(text: string): readonly Document[] {
  const documents = parseAllDocuments(text, { prettyErrors: false, logLevel: 'silent' });
  return Array.isArray(documents) ? documents : [];
}

/** Reads a YAML file that should hold one mapping. */
export function readPlainYaml(text: string, parse: ParseYaml = parseYaml): PlainYaml {
  const tricks = new Set<string>();
  if (disputed.test(text)) tricks.add('characters that YAML readers disagree about');
  try {
    const documents = parse(text);
    const [document] = documents;
    const errors = documents.flatMap(({ errors }) => errors);
    if (document === undefined) return { kind: 'unreadable', reason: 'it is empty' };
    if (errors[0] !== undefined) return { kind: 'unreadable', reason: `it is not YAML (${errors[0].code})` };
    if (documents.length > 1) tricks.add('several documents');
    if (document.directives?.docStart) tricks.add('a document marker');
    visit(document, (_key, node) => {
      if (isAlias(node)) tricks.add('an alias');
      if ((isScalar(node) || isCollection(node)) && node.anchor) tricks.add('an anchor');
      if ((isScalar(node) || isCollection(node)) && node.tag?.startsWith('!')) tricks.add('a tag');
      if ((isScalar(node) || isCollection(node)) && /^tag:/.test(node.tag ?? '')) tricks.add('a tag');
      if (isPair(node) && isScalar(node.key) && node.key.value === '<<') tricks.add('a merge key');
      if (isPair(node) && !isScalar(node.key)) tricks.add('a key that is not a scalar');
    });
    const value: unknown = document.toJS({ mapAsMap: true, maxAliasCount: 100 });
    const plain = toPlain(value);
    if (!isPlainMap(plain)) return { kind: 'unreadable', reason: 'it is not a mapping' };
    return { kind: 'mapping', mapping: plain, tricks: [...tricks] };
  } catch (error) {
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}

export function isPlainMap(value: Plain | undefined): value is PlainMap {
  return value instanceof Map;
}

export function isPlainList(value: Plain | undefined): value is readonly Plain[] {
  return Array.isArray(value);
}

function toPlain(value: unknown): Plain {
  if (value instanceof Map) {
    return new Map(Array.from(value, ([key, item]): [string, Plain] => [String(key), toPlain(item)]));
  }
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : String(value);
}
