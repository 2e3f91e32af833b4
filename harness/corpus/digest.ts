import { createHash } from 'node:crypto';
import { HarnessFault } from '../harness-fault.ts';
import { deepest } from './json-text.ts';

/**
 * The one text that every writing of a JSON value shares: no space, keys in the order of their UTF-16 code units, as in
 * RFC 8785; but -0 stays -0, because code under test can tell it from 0. A key without a value is left out.
 * @throws HarnessFault `bad-case` when JSON can't hold the value
 */
export function canonicalJson(value: unknown): string {
  return canonical(value, 1);
}

/** What `digest` holds of a scenario: `sha256:` and 64 hexadecimal digits, over its canonical JSON. */
export function digestOf(scenario: unknown): string {
  return `sha256:${createHash('sha256').update(canonicalJson(scenario)).digest('hex')}`;
}

/** The members of a JSON object, in their own order, less those that JSON leaves out. */
export function membersOf(object: object): [string, unknown][] {
  return Object.entries(object).filter(([, value]) => value !== undefined);
}

/** A string, number, boolean or null as JSON. */
export function scalarJson(value: unknown): string {
  if (Object.is(value, -0)) return '-0';
  const holdable = typeof value === 'number' ? Number.isFinite(value) : isScalar(value);
  if (!holdable) throw new HarnessFault(`JSON can't hold ${describe(value)}`, 'bad-case');
  return JSON.stringify(value);
}

function canonical(value: unknown, depth: number): string {
  if (depth > deepest) throw new HarnessFault(`nested deeper than ${deepest} levels`, 'bad-case');
  if (Array.isArray(value)) return `[${Array.from(value, item => canonical(item, depth + 1)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return scalarJson(value);
  if (!isPlain(value)) throw new HarnessFault(`JSON can't hold ${describe(value)}`, 'bad-case');
  const members = membersOf(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item, depth + 1)}`).join(',')}}`;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

/** Whether an object is one of plain keys and values, of this realm or another. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
  return typeof value === 'object'
    ? Object.prototype.toString.call(value)
    : `${typeof value} ${String(value)}`;
}
