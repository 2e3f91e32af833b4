import fc, { type Arbitrary } from 'fast-check';

/**
 * What makes a name hostile → a test for it. Each is something that code which joins texts instead of quoting them reads
 * as its own syntax: YAML, shell, Compose interpolation, a list with one entry a line.
 */
const kinds: Readonly<Record<string, RegExp>> = {
  quote: /["'`]/,
  dollar: /\$/,
  colon: /:/,
  hash: /#/,
  'line-break': /[\n\r\u0085\u2028\u2029]/,
  backslash: /\\/,
  'leading-dash': /^-/,
  glob: /[*?[\]{}]/,
  'non-ascii': /[^\x00-\x7f]/,
  space: /[ \t]/,
};

/** The kinds of hostility in a name, in kebab-case words; empty for a calm one. */
export function hostilities(name: string): readonly string[] {
  return Object.keys(kinds).filter(kind => kinds[kind]?.test(name));
}

/** Names that have been somebody's bug, or would be. Each can be the name of a file. */
export const hostileNames: readonly string[] = [
  'a b',
  ' lead',
  'trail ',
  'it"s',
  "it's",
  '`id`',
  '$HOME',
  '${HOME}',
  '$$',
  '${HOME:-x}',
  '$(id)',
  'a:b',
  'a: b',
  'a:ro',
  'a #b',
  '#a',
  'a\nb',
  'a\n      privileged: true',
  'a"\n    privileged: true #',
  'a\rb',
  'a\u0085b',
  'a\u2028b',
  'a\tb',
  'a\\b',
  'a\\',
  'a\\"b',
  'a\\nb',
  '-rf',
  '--',
  '- a',
  '*',
  '?',
  '[a]',
  '{a: b}',
  '&a',
  '!reset',
  '%a',
  '@a',
  'null',
  'true',
  '~',
  '0x1f',
  '<<',
  'ünïcode',
  'e\u0301',
  '日本',
  '😀',
  '\u202eabc',
  '\ufeffa',
  'a\x7fb',
  'a\x01b',
];

/** Building blocks for names that nobody thought of. */
const units = [
  'a',
  'b',
  '0',
  '-',
  '_',
  ' ',
  ':',
  '$',
  '"',
  "'",
  '\\',
  '#',
  '\n',
  '{',
  '}',
  '*',
  'é',
  '\u2028',
];

/**
 * A hostile name: any text that one component of a path can be, `.` and `..` aside. Most are known corners, some are
 * put together from hostile characters.
 */
export function hostileName(): Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...hostileNames) },
    { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...units), minLength: 1, maxLength: 6 }) },
  );
}
