import type { AnyTarget } from '../target.ts';
import { type UnsealedCase, unsealedCaseSchema } from './case.ts';
import { canonicalJson, digestOf } from './digest.ts';
import { isRecord, memberOf } from './json-schema.ts';
import { suggestion } from './nearest.ts';
import { problemsOf } from './problems.ts';
import { type Path, quoted, shownPath } from './shown.ts';

/** What is known about the place a case was read from. */
export interface Setting {
  readonly targets: readonly AnyTarget[];
  /** The target whose folder the case lies in; undefined for a case that lies elsewhere. */
  readonly folder?: string | undefined;
}

/** A case taken apart: what is wrong with it, and, when nothing is, what it says. */
export interface Inspection {
  /** Sentences that begin with the path inside the case. */
  readonly problems: readonly string[];
  /** What is wrong with the digest alone: "digest: …" or "scenario: …". */
  readonly unsealed?: string;
  /** Whole only when there are no problems. */
  readonly sound?: { readonly target: AnyTarget; readonly case: UnsealedCase; readonly canonical: string };
}

/**
 * Checks what a case file holds against the format, the target and the digest. Never throws for anything that a file can hold.
 * @param json the file's content as a JSON value
 */
export function inspectCase(json: unknown, setting: Setting): Inspection {
  const parsed = unsealedCaseSchema.safeParse(json);
  const target = setting.targets.find(({ name }) => name === memberOf(json, 'target'));
  const problems = [
    ...(parsed.success
      ? []
      : problemsOf(parsed.error.issues, { schema: unsealedCaseSchema, value: json, at: [] })),
    ...(parsed.success ? dropped(json, parsed.data, []) : []),
    ...misplaced(memberOf(json, 'target'), setting),
    ...(target === undefined ? [] : ofTarget(json, target)),
  ];
  if (!parsed.success || target === undefined || problems.length > 0) {
    return { problems, ...seal(json, memberOf(json, 'digest')) };
  }
  const canonical = canonicalJson(parsed.data.scenario);
  return {
    problems,
    ...seal(json, parsed.data.digest),
    sound: { target, case: parsed.data, canonical },
  };
}

function misplaced(name: unknown, { targets, folder }: Setting): readonly string[] {
  if (typeof name !== 'string') return [];
  const names = targets.map(target => target.name);
  if (folder !== undefined && name !== folder) {
    return [`target: expected ${quoted(folder)}, the folder's name, got ${quoted(name)}`];
  }
  if (names.includes(name)) return [];
  return [`target: there is no target ${quoted(name)}${suggestion(name, names)}`];
}

function ofTarget(json: unknown, target: AnyTarget): readonly string[] {
  return [...ofScenario(json, target), ...ofKills(json, target)];
}

function ofScenario(json: unknown, { scenario: { schema } }: AnyTarget): readonly string[] {
  const value = memberOf(json, 'scenario');
  // Its absence is already said.
  if (value === undefined) return [];
  try {
    const parsed = schema.safeParse(value);
    if (parsed.success) return dropped(value, parsed.data, ['scenario']);
    return problemsOf(parsed.error.issues, { schema, value, at: ['scenario'] });
  } catch (error) {
    return [`scenario: the target's schema could not deal with it: ${String(error)}`];
  }
}

/** Keys that a schema passed over in silence: a record of zod's leaves out `__proto__`. */
function dropped(before: unknown, after: unknown, path: Path): readonly string[] {
  if (Array.isArray(before)) {
    return before.flatMap((item, index) => dropped(item, memberOf(after, index), [...path, index]));
  }
  if (!isRecord(before) || !isRecord(after)) return [];
  return Object.keys(before).flatMap(key => {
    const inner = [...path, key];
    if (!Object.hasOwn(after, key)) return [`${shownPath(inner)}: unknown key`];
    return dropped(before[key], after[key], inner);
  });
}

function ofKills(json: unknown, target: AnyTarget): readonly string[] {
  const kills = memberOf(memberOf(json, 'expect'), 'kills');
  const known = target.mutants.map(({ name }) => name);
  if (!Array.isArray(kills)) return [];
  return kills.flatMap((name: unknown, index) => {
    if (typeof name !== 'string' || known.includes(name)) return [];
    const where = shownPath(['expect', 'kills', index]);
    return [`${where}: ${target.name} has no mutant ${quoted(name)}${suggestion(name, known)}`];
  });
}

/** Whether the scenario is the one that was kept. */
function seal(json: unknown, digest: unknown): { readonly unsealed?: string } {
  const scenario = memberOf(json, 'scenario');
  if (scenario === undefined) return {};
  if (digest === undefined)
    return { unsealed: 'digest: expected the digest of the scenario, but it is missing' };
  if (digest === digestOf(scenario)) return {};
  return { unsealed: "scenario: changed since the case was kept: its digest is not the case's" };
}
