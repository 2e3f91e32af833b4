import { z } from 'zod';
import type { Path } from './shown.ts';

/** A JSON Schema, or a part of one: what a schema accepts, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const made = new WeakMap<z.ZodType, JsonSchema>();

/** What a schema accepts, as a JSON Schema of its input; one that says nothing when it can't be told as one. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const known = made.get(schema) ?? translated(schema);
  made.set(schema, known);
  return known;
}

function translated(schema: z.ZodType): JsonSchema {
  try {
    return { ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) };
  } catch {
    return {};
  }
}

/** The part of a schema that applies at a path of a value. Of alternatives, the first that fits what is there. */
export function schemaAt(root: JsonSchema, path: Path, value: unknown): JsonSchema | undefined {
  return descend(root, root, path, value);
}

/** Alternatives of a schema, references resolved; itself when it has none. */
export function alternatives(root: JsonSchema, schema: JsonSchema): readonly JsonSchema[] {
  const target = resolve(root, schema);
  const branches = listOf(target['anyOf'] ?? target['oneOf']);
  return branches.length === 0 ? [target] : branches.flatMap(branch => alternatives(root, branch));
}

/** Every key that an object may have by name. */
export function keysOf(root: JsonSchema, schema: JsonSchema): readonly string[] {
  const keys = alternatives(root, schema).flatMap(branch => Object.keys(recordOf(branch['properties'])));
  return [...new Set(keys)];
}

/** The values that a schema lists. */
export function listed(schema: JsonSchema): readonly unknown[] | undefined {
  if ('const' in schema) return [schema['const']];
  return Array.isArray(schema['enum']) ? schema['enum'] : undefined;
}

/** Whether a value is an object with keys, not a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function descend(root: JsonSchema, schema: JsonSchema, path: Path, value: unknown): JsonSchema | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return resolve(root, schema);
  const branches = alternatives(root, schema);
  const fitting = branches.filter(branch => fits(branch, value));
  for (const branch of [...fitting, ...branches]) {
    const part = partOf(branch, step);
    const found = part && descend(root, part, rest, memberOf(value, step));
    if (found) return found;
  }
  return undefined;
}

/** Whether a value has, wherever the schema lists the values of a key, one of these: it tells alternatives apart. */
function fits(schema: JsonSchema, value: unknown): boolean {
  if (!isRecord(value)) return (schema['type'] === 'array') === Array.isArray(value);
  return Object.entries(recordOf(schema['properties'])).every(([key, part]) => {
    const values = isRecord(part) ? listed(part) : undefined;
    return values === undefined || values.includes(value[key]);
  });
}

function partOf(schema: JsonSchema, step: PropertyKey): JsonSchema | undefined {
  if (typeof step === 'number') return listOf(schema['prefixItems'])[step] ?? partIn(schema, 'items');
  const key = String(step);
  const properties = recordOf(schema['properties']);
  return Object.hasOwn(properties, key) ? partIn(properties, key) : partIn(schema, 'additionalProperties');
}

function partIn(holder: JsonSchema, key: string): JsonSchema | undefined {
  const part = holder[key];
  return isRecord(part) ? part : undefined;
}

/** The value at a step; undefined when there is none. */
export function memberOf(value: unknown, step: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return Reflect.get(value, step);
}

function resolve(root: JsonSchema, schema: JsonSchema): JsonSchema {
  let target = schema;
  for (let hops = 0; typeof target['$ref'] === 'string' && hops < 100; hops++) {
    const steps = target['$ref'].split('/').slice(1);
    target = recordOf(steps.reduce<unknown>((part, step) => memberOf(part, step), root));
  }
  return target;
}

function listOf(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function recordOf(value: unknown): JsonSchema {
  return isRecord(value) ? value : {};
}
