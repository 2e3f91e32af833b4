import type { z } from 'zod';
import { expectation } from './expected.ts';
import { type JsonSchema, jsonSchemaOf, keysOf, listed, memberOf, schemaAt } from './json-schema.ts';
import { suggestion } from './nearest.ts';
import { either, type Path, shownPath, shownValue } from './shown.ts';

type Issue = z.core.$ZodIssue;

/** What was checked: the schema, the value, and where the value stands in the case. */
export interface Checked {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly at: Path;
  /** What the value is called as a whole, where it stands nowhere in anything. Default "the case". */
  readonly whole?: string;
}

/**
 * What a schema says against a value, in sentences that name the path, what was expected and what is there:
 * `scenario.docker.exit: expected an integer from 0 to 255, got "one"`.
 */
export function problemsOf(issues: readonly Issue[], checked: Checked): readonly string[] {
  const root = jsonSchemaOf(checked.schema);
  return [...new Set(issues.flatMap(issue => sentences(issue, [], { ...checked, root })))];
}

interface Context extends Checked {
  readonly root: JsonSchema;
}

/** @param outer path of what the issue's own path begins at */
function sentences(issue: Issue, outer: Path, context: Context): readonly string[] {
  const path = [...outer, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => unknownKey(key, path, context));
    case 'invalid_union':
      return ofUnion(issue, path, context);
    case 'invalid_key':
      return [`${place(path, context)}: this is no valid key: ${reasons(issue.issues)}`];
    case 'invalid_element':
      return issue.issues.flatMap(inner => sentences(inner, path, context));
    case 'custom':
      return [`${place(path, context)}: ${refusal(issue)}`];
    default:
      return [unexpected(issue, path, context)];
  }
}

/** Says of the one alternative that was probably meant what is wrong; of all, when none was. */
function ofUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, context: Context): readonly string[] {
  const [meant] = issue.errors
    .filter(issues => !issues.some(({ path, code }) => path.length === 0 && code !== 'unrecognized_keys'))
    .sort((one, other) => distance(one) - distance(other));
  if (meant === undefined) return [unexpected(issue, path, context)];
  return meant.flatMap(inner => sentences(inner, path, context));
}

/** How far a value is from an alternative: a wrong discriminator weighs more than anything else. */
function distance(issues: readonly Issue[]): number {
  const misled = issues.filter(({ code }) => code === 'invalid_value').length;
  return misled * 1000 + issues.length;
}

function unexpected(issue: Issue, path: Path, context: Context): string {
  const schema = schemaAt(context.root, path, context.value);
  const wanted = optionsOf(issue) ?? (schema && expectation(context.root, schema));
  const got = path.reduce<unknown>(memberOf, context.value);
  const where = place(path, context);
  if (wanted === undefined) return `${where}: ${decapitalised(issue.message)}`;
  if (got === undefined) return `${where}: expected ${wanted}, but it is missing`;
  const meant = typeof got === 'string' ? suggestion(got, stringsOf(schema)) : '';
  return `${where}: expected ${wanted}, got ${shownValue(got)}${meant}`;
}

/** The values of the key that tells the alternatives apart. */
function optionsOf(issue: Issue): string | undefined {
  if (issue.code !== 'invalid_union' || !('options' in issue) || !Array.isArray(issue.options))
    return undefined;
  return either(issue.options.map(shownValue));
}

function unknownKey(key: string, path: Path, context: Context): string {
  const schema = schemaAt(context.root, path, context.value);
  const known = schema === undefined ? [] : keysOf(context.root, schema);
  return `${place([...path, key], context)}: unknown key${suggestion(key, known)}`;
}

function stringsOf(schema: JsonSchema | undefined): readonly string[] {
  const values = (schema && listed(schema)) ?? [];
  return values.filter(value => typeof value === 'string');
}

function place(path: Path, { at, whole = 'the case' }: Context): string {
  return shownPath([...at, ...path]) || whole;
}

function refusal(issue: z.core.$ZodIssueCustom): string {
  return issue.message === 'Invalid input'
    ? 'not allowed by a rule of the schema'
    : decapitalised(issue.message);
}

function reasons(issues: readonly Issue[]): string {
  return issues.map(({ message }) => decapitalised(message)).join('; ');
}

/** A message of the schema's own, as the second half of a sentence. */
function decapitalised(message: string): string {
  return message.replace(/^[A-Z](?=[a-z ])/, first => first.toLowerCase());
}
