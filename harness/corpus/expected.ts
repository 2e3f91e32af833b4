import { alternatives, isRecord, type JsonSchema, listed } from './json-schema.ts';
import { either, shownValue } from './shown.ts';

/** What a schema expects, in words: `an integer from 0 to 255`, `"a" or "b"`, `a list of at least 1`. */
export function expectation(root: JsonSchema, schema: JsonSchema): string {
  const words = alternatives(root, schema).flatMap(branch => {
    const values = listed(branch);
    return values === undefined ? [ofType(branch)] : values.map(shownValue);
  });
  return either([...new Set(words)]);
}

function ofType(schema: JsonSchema): string {
  switch (schema['type']) {
    case 'integer':
      return `an integer${range(schema)}`;
    case 'number':
      return `a number${range(schema)}`;
    case 'string':
      return `a string${text(schema)}`;
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    case 'array':
      return `a list${count(schema['minItems'], schema['maxItems'], 'entry', 'entries')}`;
    case 'object':
      return `an object${kind(schema)}`;
    default:
      return 'a value';
  }
}

/** The bounds of a number, less those that only say that a double holds it. */
function range(schema: JsonSchema): string {
  const from = bound(schema['minimum']);
  const to = bound(schema['maximum']);
  const above = bound(schema['exclusiveMinimum']);
  const below = bound(schema['exclusiveMaximum']);
  const step = bound(schema['multipleOf']);
  return [
    between(from, to),
    above === undefined ? '' : ` above ${above}`,
    below === undefined ? '' : ` below ${below}`,
    step === undefined ? '' : ` divisible by ${step}`,
  ].join('');
}

function between(from: number | undefined, to: number | undefined): string {
  if (from !== undefined && to !== undefined) return from === to ? `, ${from}` : ` from ${from} to ${to}`;
  if (from !== undefined) return ` from ${from}`;
  return to === undefined ? '' : ` up to ${to}`;
}

function bound(value: unknown): number | undefined {
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;
}

function text(schema: JsonSchema): string {
  const size = count(schema['minLength'], schema['maxLength'], 'character', 'characters');
  return typeof schema['pattern'] === 'string' ? `${size} that matches /${schema['pattern']}/` : size;
}

function count(least: unknown, most: unknown, one: string, many: string): string {
  const from = bound(least);
  const to = bound(most);
  const noun = (to ?? from) === 1 ? one : many;
  if (from !== undefined && to !== undefined) return ` of ${from === to ? from : `${from} to ${to}`} ${noun}`;
  if (from !== undefined && from > 0) return ` of at least ${from} ${noun}`;
  return to === undefined ? '' : ` of at most ${to} ${noun}`;
}

/** What tells an object from its alternatives: the first key whose value is fixed. */
function kind(schema: JsonSchema): string {
  const properties = schema['properties'];
  if (!isRecord(properties)) return '';
  for (const [key, part] of Object.entries(properties)) {
    if (isRecord(part) && 'const' in part) return ` with ${key} ${shownValue(part['const'])}`;
  }
  return '';
}
