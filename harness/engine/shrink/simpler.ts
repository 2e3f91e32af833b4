/**
 * Values that are simpler than a JSON value, the boldest first: the calm value in its place, fewer elements, fewer keys,
 * then each part made simpler by itself. What a schema forbids must be left out by the caller.
 * @param calm the corresponding part of the calmest scenario, where there is one
 */
export function* simpler(value: unknown, calm: unknown): Generator<unknown> {
  if (calm !== undefined && !same(value, calm)) yield calm;
  if (calm !== undefined && same(value, calm)) return;
  if (typeof value === 'number') yield* simplerNumber(value, typeof calm === 'number' ? calm : 0);
  else if (typeof value === 'string') yield* simplerString(value);
  else if (value === true) yield false;
  else if (Array.isArray(value)) yield* simplerList(value, Array.isArray(calm) ? calm : []);
  else if (isRecord(value)) yield* simplerRecord(value, isRecord(calm) ? calm : {});
}

function* simplerNumber(value: number, calm: number): Generator<number> {
  if (!Number.isInteger(value)) yield Math.trunc(value);
  for (let gap = value - calm; Math.abs(gap) >= 1; gap = Math.trunc(gap / 2)) {
    // Beyond 2^53 a small step leads nowhere.
    if (value - gap !== value) yield value - gap;
  }
}

function* simplerString(value: string): Generator<string> {
  const letters = [...value];
  if (letters.length > 0) yield '';
  for (const rest of withoutSpans(letters)) yield rest.join('');
  for (const [at, letter] of letters.entries()) {
    if (letter > 'a' && letter <= 'z') yield letters.with(at, 'a').join('');
  }
}

function* simplerList(value: readonly unknown[], calm: readonly unknown[]): Generator<unknown[]> {
  yield* withoutSpans(value);
  for (const [at, item] of value.entries()) {
    for (const candidate of simpler(item, calm[at])) yield value.with(at, candidate);
  }
}

function* simplerRecord(value: Record<string, unknown>, calm: Record<string, unknown>): Generator<unknown> {
  const keys = Object.keys(value);
  for (const key of keys) {
    if (!Object.hasOwn(calm, key))
      yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  }
  for (const key of keys) {
    const part = Object.hasOwn(calm, key) ? calm[key] : undefined;
    for (const candidate of simpler(value[key], part)) yield replaced(value, key, candidate);
  }
}

/** The list without each half, each quarter, … each single element. */
function* withoutSpans<T>(list: readonly T[]): Generator<T[]> {
  for (let span = Math.ceil(list.length / 2); span >= 1; span = span === 1 ? 0 : Math.ceil(span / 2)) {
    for (let at = 0; at < list.length; at += span) yield [...list.slice(0, at), ...list.slice(at + span)];
  }
}

/** A copy with one key's value replaced; `__proto__` is a key like any other. */
function replaced(record: Record<string, unknown>, key: string, value: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, old]) => [name, name === key ? value : old]));
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
