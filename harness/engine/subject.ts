import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HarnessFault } from '../harness-fault.ts';
import type { AnyImplementation, AnyTarget } from '../target.ts';

/** Where the implementation under test comes from. */
export type ImplementationSource =
  /** `reference`, or a mutant of the target. */
  | { readonly kind: 'named'; readonly name: string }
  /** A module of the user's. Its export `implementation` has the target's `run`; it is called after its file. */
  | { readonly kind: 'module'; readonly url: string };

/** What is needed to load a subject in another process: plain data. */
export interface SubjectSource {
  /** URL of the module that exports `target`. */
  readonly target: string;
  readonly implementation: ImplementationSource;
  /** Properties that are switched off. */
  readonly without: readonly string[];
}

/** A target and one of its implementations, ready to run. */
export interface LoadedSubject {
  readonly target: AnyTarget;
  readonly implementation: AnyImplementation;
}

/**
 * Loads a target and an implementation.
 * @throws HarnessFault `bad-target` when a module can't be loaded or does not export what it must
 */
export async function loadSubject(source: SubjectSource): Promise<LoadedSubject> {
  const target = without(await loadTarget(source.target), source.without);
  return { target, implementation: await loadImplementation(target, source.implementation) };
}

/** Loads the target that a module exports. */
export async function loadTarget(url: string): Promise<AnyTarget> {
  const { target } = await load(url);
  if (!isTarget(target)) throw new HarnessFault(`${shown(url)} does not export a "target"`, 'bad-target');
  return target;
}

/** What an implementation is called: a module after its file, so that nobody needs to run it to know. */
export function nameOf(source: ImplementationSource): string {
  return source.kind === 'named'
    ? source.name
    : basename(fileURLToPath(source.url)).replace(/\.m?[jt]s$/, '');
}

/** Finds an implementation by name, or loads it from its module. */
export async function loadImplementation(
  target: AnyTarget,
  source: ImplementationSource,
): Promise<AnyImplementation> {
  if (source.kind === 'named') {
    const named = [target.reference, ...target.mutants].find(({ name }) => name === source.name);
    if (named !== undefined) return named;
    throw new HarnessFault(`${target.name} has no implementation "${source.name}"`, 'bad-target');
  }
  const { implementation } = await load(source.url);
  if (isImplementation(implementation)) {
    return { name: nameOf(source), run: scenario => implementation.run(scenario) };
  }
  throw new HarnessFault(
    `${shown(source.url)} does not export an "implementation" with a function "run"`,
    'bad-target',
  );
}

async function load(url: string): Promise<Record<string, unknown>> {
  try {
    if (isTypeScript(url) && !isTypeScript(import.meta.url)) await readTypeScript();
    return await import(url);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HarnessFault(`${shown(url)} can't be loaded: ${why}`, 'bad-target', { cause });
  }
}

function isTypeScript(url: string): boolean {
  return /\.m?ts$/.test(url);
}

let reading: Promise<unknown> | undefined;

/** Lets this process, which is compiled, import modules of the user's that are not. */
function readTypeScript(): Promise<unknown> {
  reading ??= import('tsx/esm/api').then(({ register }) => register());
  return reading;
}

function without(target: AnyTarget, names: readonly string[]): AnyTarget {
  if (names.length === 0) return target;
  return { ...target, properties: target.properties.filter(({ name }) => !names.includes(name)) };
}

function isTarget(value: unknown): value is AnyTarget {
  return isRecord(value) && typeof value['name'] === 'string' && Array.isArray(value['properties']);
}

function isImplementation(value: unknown): value is AnyImplementation {
  return isRecord(value) && typeof value['run'] === 'function';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : basename(url);
}
