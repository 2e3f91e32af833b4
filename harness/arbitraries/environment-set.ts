import { type Arbitrary, constantFrom, record } from 'fast-check';

/**
 * A value that is in an environment and must never come out again: told apart from everything else by both of its
 * ends, so that a shortened one is recognised as well.
 * @param nth which one; each number gives another
 */
export function canary(nth: number): string {
  return `canary${(Math.imul(nth + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')}yranac`;
}

/** The first trace of a canary in a text, whole or shortened to either end, in any case; undefined when there is none. */
export function canaryIn(text: string): string | undefined {
  return /canar|ranac/i.exec(text)?.[0];
}

/** A printable ASCII text in the full-width forms of Unicode, which some number parsers read alike. */
function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}

/**
 * Values that a careless reader takes for the exact one: padded, quoted, in other digits, other words for "yes"; the
 * last ones carry a canary. The exact value itself is not among them; the empty one is.
 */
export function nearMisses(exact: string): readonly string[] {
  const close = [
    ...[
      ` ${exact}`,
      `${exact} `,
      `${exact}\n`,
      `${exact}\r`,
      `\t${exact}`,
      `\u00a0${exact}`,
      `\ufeff${exact}`,
    ],
    ...[`0${exact}`, `${exact}.0`, `+${exact}`, `${exact}${exact}`, `"${exact}"`, `${exact};`, `${exact}#`],
    ...[fullWidth(exact), '', '0', 'true', 'TRUE', 'yes', 'on', 'y', 'production', '0x1', '-1', '1e0'],
    ...[canary(0), `${exact} ${canary(1)}`, `${exact}${canary(2)}`],
  ];
  return [...new Set(close)].filter(value => value !== exact);
}

/**
 * A variable that is either unset (null), exactly right, or nearly so; shrinks towards unset.
 * @param weights shares of the three; they need not add up to anything
 */
export function contractVariable(
  exact: string,
  weights: { readonly unset: number; readonly exact: number; readonly near: number },
): Arbitrary<string | null> {
  const near = nearMisses(exact);
  const times = (weight: number, value: string | null): (string | null)[] =>
    Array.from({ length: weight * near.length }, () => value);
  return constantFrom(
    ...times(weights.unset, null),
    ...times(weights.exact, exact),
    ...Array.from({ length: weights.near }, () => near).flat(),
  );
}

/** Spellings of a variable's name that are other variables on Linux: other case, one letter in other case. */
export function otherCases(name: string): readonly string[] {
  const capitalised = name.toLowerCase().replace(/(^|_)[a-z]/g, part => part.toUpperCase());
  const first = name.charAt(0);
  const turned = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  const spellings = [name.toLowerCase(), name.toUpperCase(), capitalised, turned + name.slice(1)];
  return [...new Set(spellings)].filter(spelling => spelling !== name);
}

/**
 * An environment: each variable is drawn by its own arbitrary, null leaves it out.
 * @param variables names to arbitraries of their values
 */
export function environmentSet(
  variables: Readonly<Record<string, Arbitrary<string | null>>>,
): Arbitrary<Record<string, string>> {
  const names = Object.keys(variables);
  return record({ ...variables }, { noNullPrototype: true }).map(
    drawn => withoutNulls(names, drawn),
    set => withNulls(names, set),
  );
}

function withoutNulls(
  names: readonly string[],
  drawn: Readonly<Record<string, string | null>>,
): Record<string, string> {
  const set: Record<string, string> = {};
  for (const name of names) {
    const value = drawn[name];
    if (typeof value === 'string') set[name] = value;
  }
  return set;
}

/** @throws TypeError on anything this arbitrary can't have drawn: fast-check then knows that it is not its own */
function withNulls(names: readonly string[], set: unknown): Record<string, string | null> {
  if (typeof set !== 'object' || set === null) throw new TypeError('not an environment');
  const entries = new Map<string, unknown>(Object.entries(set));
  const drawn: Record<string, string | null> = {};
  for (const name of names) {
    const value = entries.get(name) ?? null;
    if (value !== null && typeof value !== 'string') throw new TypeError(`${name} is not text`);
    drawn[name] = value;
    entries.delete(name);
  }
  if (entries.size > 0) throw new TypeError('a variable that is never drawn');
  return drawn;
}
