import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';

/** One member of a JSON object, as text: nothing is lost on the way, whatever a parser makes of it. */
export interface JsonMember {
  /** What stands between the quotes, escapes as they are written. */
  readonly key: string;
  /** The value as JSON text. */
  readonly value: string;
}

/** What happened to a document while it was written. Places are in thousandths of the document's bytes. */
export type Damage =
  | { readonly kind: 'none' }
  /** Only the beginning is there. */
  | { readonly kind: 'cut'; readonly permille: number }
  /** It ends so many bytes (1 to 3) into a character of four. */
  | { readonly kind: 'cut-in-character'; readonly permille: number; readonly bytes: number }
  /** The beginning, written over an older document of so many bytes, whose tail is still there. */
  | { readonly kind: 'old-tail'; readonly permille: number; readonly oldBytes: number }
  /** The beginning; the rest is allocated and never written. */
  | { readonly kind: 'nul-tail'; readonly permille: number; readonly nuls: number }
  | { readonly kind: 'empty' }
  /** Two documents, one after the other. */
  | { readonly kind: 'twice'; readonly between: string }
  | { readonly kind: 'bom' }
  /** Something else than an object, as JSON text, in place of the document. */
  | { readonly kind: 'not-an-object'; readonly text: string }
  /** A further member whose string holds these bytes (hexadecimal), which are not UTF-8. */
  | { readonly kind: 'bad-utf8'; readonly bytes: string }
  /** A further member whose value is no JSON. */
  | { readonly kind: 'bad-token'; readonly text: string }
  /** Something after the end. */
  | { readonly kind: 'trailing'; readonly text: string };

/** A JSON object as data, and what happened to it while it was written. */
export interface MidWriteJson {
  readonly members: readonly JsonMember[];
  /** How many levels the document is nested, itself counted; 0: no deep member is added. */
  readonly levels: number;
  /** Bytes of a further member's string, the last one of the document; 0: no such member. */
  readonly padding: number;
  readonly damage: Damage;
}

/** A secret that some documents hold. It repeats itself, so that any ten characters of it are known by `canaryTrace`. */
export const canary = 'sk-canary-canary-canary-canary-canary';

/** Found in whatever shows ten or more characters of the canary. */
export const canaryTrace = 'cana';

/** Numbers that an IEEE double does not keep to the digit, or not to the letter. */
export const awkwardNumbers = [
  '9007199254740993',
  '1e400',
  '-0',
  '1.0',
  '12345678901234567890.123456789',
  '-1E-400',
] as const;

const plainValues = ['1', 'true', 'null', '"dark"', '""', '[]', '{}', '[1,[2,{"a":null}]]', `"${canary}"`];
const awkwardValues = [
  ...awkwardNumbers,
  '{"projects":{"/repo":1},"kept":true}',
  '[{"projects":1}]',
  '{"mcp":[{"theme":"dark","pro\\u006aects":null},{}]}',
  '{"a":1,"a":2}',
  '{"__proto__":{"admin":true}}',
  '"é€😀\\u00e9\\\\\\"\\n"',
  '"\\ud800"',
  '"e\u0301 \u212b \\u0000\u2028"',
  '{"9":1,"1":2}',
];
const plainKeys = ['theme', 'projects', 'oauth', 'é😀', ''];
const awkwardKeys = [
  '__proto__',
  'pro\\u006aects',
  'projects',
  'Projects',
  'projectsDir',
  'constructor',
  '2',
  'theme',
  'a\\"b',
];

const prefix = '{"levels":';

/** The document's text as its writer means it: one member a line. */
function documentText({ members, levels, padding }: Omit<MidWriteJson, 'damage'>): string {
  const lines = members.map(({ key, value }) => `  "${key}": ${value}`);
  if (levels > 0) {
    const inner = Math.max(levels - 1, 0);
    lines.push(`  "deep": ${'['.repeat(inner)}${inner === 0 ? '0' : ''}${']'.repeat(inner)}`);
  }
  if (padding > 0) lines.push(`  "padding": "${'p'.repeat(padding)}"`);
  return lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`;
}

/** An older document of at least so many bytes: what was in the file before. */
function olderDocument(bytes: number): Buffer {
  return Buffer.from(`${prefix}"${'o'.repeat(Math.max(bytes - prefix.length - 3, 0))}"}`);
}

function begin(whole: Buffer, permille: number): Buffer {
  return whole.subarray(0, Math.floor((whole.length * permille) / 1000));
}

/** The bytes that are in the file. */
export function midWriteBytes({ damage, ...document }: MidWriteJson): Buffer {
  const whole = Buffer.from(documentText(document));
  const withMember = (key: string, value: string): string =>
    documentText({ ...document, members: [...document.members, { key, value }] });
  switch (damage.kind) {
    case 'none':
      return whole;
    case 'cut':
      return begin(whole, damage.permille);
    case 'cut-in-character':
      return Buffer.concat([begin(whole, damage.permille), Buffer.from('😀').subarray(0, damage.bytes)]);
    case 'old-tail': {
      const written = begin(whole, damage.permille);
      return Buffer.concat([written, olderDocument(damage.oldBytes).subarray(written.length)]);
    }
    case 'nul-tail':
      return Buffer.concat([begin(whole, damage.permille), Buffer.alloc(damage.nuls)]);
    case 'empty':
      return Buffer.alloc(0);
    case 'twice':
      return Buffer.concat([whole, Buffer.from(damage.between), whole]);
    case 'bom':
      return Buffer.concat([Buffer.from('\ufeff'), whole]);
    case 'not-an-object':
      return Buffer.from(damage.text);
    case 'bad-utf8': {
      const [before = '', after = ''] = withMember('bytes', '"HERE"').split('HERE');
      return Buffer.concat([Buffer.from(before), Buffer.from(damage.bytes, 'hex'), Buffer.from(after)]);
    }
    case 'bad-token':
      return Buffer.from(withMember('odd', damage.text));
    case 'trailing':
      return Buffer.concat([whole, Buffer.from(damage.text)]);
  }
}

const permille = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 999 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 500, 990, 999) },
);

/** Members of an object: ordinary ones first, then keys and values that parsers stumble over. */
const jsonMembers: fc.Arbitrary<readonly JsonMember[]> = fc.array(
  fc.record({
    key: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...plainKeys) },
      { weight: 2, arbitrary: fc.constantFrom(...awkwardKeys) },
    ),
    value: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...plainValues) },
      { weight: 2, arbitrary: fc.constantFrom(...awkwardValues) },
    ),
  }),
  { maxLength: 5, size: 'max' },
);

const kind = <K extends string>(name: K) => fc.constant<K>(name);

/** Everything that happens to a document while it is written. */
export const damage: fc.Arbitrary<Damage> = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.record({
      kind: kind('cut'),
      permille: fc.oneof({ weight: 5, arbitrary: permille }, { weight: 1, arbitrary: fc.constant(0) }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('cut-in-character'),
      permille,
      bytes: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('old-tail'),
      permille: fc.oneof(permille, fc.constant(1000)),
      oldBytes: fc.integer({ min: 20, max: 400 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('nul-tail'),
      permille: fc.oneof(permille, fc.constant(1000)),
      nuls: fc.integer({ min: 1, max: 64 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('empty') }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('twice'), between: fc.constantFrom('', '\n', ',') }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('bom') }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: kind('not-an-object'),
      text: fc.constantFrom('[]', 'null', '1', '"text"', 'true', '[{"theme":1}]', '\n', '9007199254740993'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kind('bad-utf8'),
      // A lone byte, an overlong slash, a surrogate, above U+10FFFF, a lone continuation, an unfinished sequence.
      bytes: fc.constantFrom('ff', 'c0af', 'eda080', 'f4908080', '80', 'c3'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kind('bad-token'),
      text: fc.constantFrom(
        '01',
        'NaN',
        "'x'",
        '1.',
        '.5',
        '+1',
        '0x1',
        'tru',
        '"\u0001"',
        '"\\x41"',
        '',
        '[1,]',
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('trailing'),
      text: fc.constantFrom(',', '}', '#', '\u00a0', '\ufeff', '//', '0', '\u0000'),
    }),
  },
);

const whole = fc.record({ kind: kind('none') });

/** A whole JSON document of a few members. */
export const wholeJson: fc.Arbitrary<MidWriteJson> = fc.record({
  members: jsonMembers,
  levels: fc.constant(0),
  padding: fc.constant(0),
  damage: whole,
});

/** A whole JSON document that is nested 512 levels (which has to work) or one more, or larger than what a pipe holds. */
export const largeJson: fc.Arbitrary<MidWriteJson> = fc.record({
  members: jsonMembers,
  levels: fc.constantFrom(0, 512, 512, 513),
  padding: fc.constantFrom(0, 0, 70_000),
  damage: whole,
});

/** A JSON document that another program is writing: often whole, more often damaged. */
export const midWriteJson: fc.Arbitrary<MidWriteJson> = fc.record({
  members: jsonMembers,
  levels: fc.oneof(
    { weight: 24, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constantFrom(2, 512, 513, 2000) },
  ),
  padding: fc.oneof(
    { weight: 50, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constantFrom(5_000, 70_000) },
  ),
  damage: fc.oneof({ weight: 4, arbitrary: whole }, { weight: 7, arbitrary: damage }),
});
