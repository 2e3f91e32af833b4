import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HarnessFault } from '../harness-fault.ts';
import type { ProgramSource } from '../stage.ts';
import type { AnyImplementation, AnyTarget, CommandContract } from '../target.ts';
import type { RealSettings } from '../world/command/real-settings.ts';
import { loadModule } from './load-module.ts';
import { ownProgram } from './own-program.ts';

/** Where the implementation under test comes from. */
export type ImplementationSource =
  /** `reference`, or a mutant of the target. */
  | { readonly kind: 'named'; readonly name: string }
  /** A module of the user's. Its export `implementation` has the target's `run`; it is called after its file. */
  | { readonly kind: 'module'; readonly url: string }
  /** A program of the user's, run through the target's command contract. */
  | { readonly kind: 'program'; readonly name: string; readonly program: ProgramSource };

/** What is needed to load a subject in another process: plain data. */
export interface SubjectSource {
  /** URL of the module that exports `target`. */
  readonly target: string;
  readonly implementation: ImplementationSource;
  /** Properties that are switched off. */
  readonly without: readonly string[];
  /** Given: it is run for real, as a program. Left out: in process. */
  readonly real?: RealSettings;
}

/** A target and one of its implementations, ready to run. */
export interface LoadedSubject extends AsyncDisposable {
  readonly target: AnyTarget;
  readonly implementation: AnyImplementation;
}

/**
 * Loads a target and an implementation.
 * @throws HarnessFault `bad-target` when a module can't be loaded or does not export what it must
 */
export async function loadSubject(source: SubjectSource): Promise<LoadedSubject> {
  const target = without(await loadTarget(source.target), source.without);
  if (source.real === undefined) {
    const implementation = await loadImplementation(target, source.implementation);
    return { target, implementation, [Symbol.asyncDispose]: async () => {} };
  }
  const implementation = await (source.real.fidelity === 'container'
    ? loadContained(target, source.implementation, source.real)
    : loadProgram(target, source.implementation, source.real));
  return { target, implementation, [Symbol.asyncDispose]: () => implementation[Symbol.asyncDispose]() };
}

/** Loads the target that a module exports. */
export async function loadTarget(url: string): Promise<AnyTarget> {
  const { target } = await loadModule(url);
  if (!isTarget(target)) throw new HarnessFault(`${shown(url)} does not export a "target"`, 'bad-target');
  return target;
}

/** What an implementation is called: a module after its file, so that nobody needs to run it to know. */
export function nameOf(source: ImplementationSource): string {
  return source.kind === 'module'
    ? basename(fileURLToPath(source.url)).replace(/\.m?[jt]s$/, '')
    : source.name;
}

/** The target's own implementations that run in process. */
export function ownInProcess({ reference, mutants, crash }: AnyTarget): readonly AnyImplementation[] {
  return [reference, ...mutants, ...(crash?.mutants ?? [])];
}

/** Finds an implementation that runs in process by its name, or loads it from its module. */
export async function loadImplementation(
  target: AnyTarget,
  source: ImplementationSource,
): Promise<AnyImplementation> {
  if (source.kind === 'named') {
    const named = ownInProcess(target).find(({ name }) => name === source.name);
    if (named !== undefined) return named;
    throw new HarnessFault(`${target.name} has no implementation "${source.name}" in process`, 'bad-target');
  }
  if (source.kind === 'program')
    throw new HarnessFault(`"${source.name}" is a program: it can't be run in process`, 'bad-target');
  const { implementation } = await loadModule(source.url);
  if (isImplementation(implementation)) {
    return { name: nameOf(source), run: scenario => implementation.run(scenario) };
  }
  throw new HarnessFault(
    `${shown(source.url)} does not export an "implementation" with a function "run"`,
    'bad-target',
  );
}

/** Finds an implementation that is run as a program. What runs programs is loaded only here. */
async function loadProgram(target: AnyTarget, source: ImplementationSource, real: RealSettings) {
  const { command } = target;
  if (command === undefined)
    throw new HarnessFault(`${target.name} runs in process only: it has no command contract`, 'bad-target');
  const name = nameOf(source);
  const program = source.kind === 'program' ? source.program : ownProgram(target, name);
  if (program === undefined) throw new HarnessFault(`${target.name} has no program "${name}"`, 'bad-target');
  const { CommandImplementation } = await import('../world/command/command-implementation.ts');
  return new CommandImplementation(name, command, program, real);
}

/** Finds an implementation whose runs go on to containers: one in process if the target can do that, else a program. */
async function loadContained(target: AnyTarget, source: ImplementationSource, real: RealSettings) {
  const { container, command } = target;
  if (container === undefined || command === undefined)
    throw new HarnessFault(`${target.name} starts no container`, 'bad-target');
  const inProcess = container.inProcess?.bind(container);
  if (inProcess === undefined || !goesOnFromProcess(target, source)) {
    const run: CommandContract<unknown, unknown>['run'] = (scenario, stage) => {
      const { engine } = stage;
      if (engine === undefined) throw new HarnessFault('there is no engine to start containers on', 'engine');
      return container.run(scenario, { ...stage, engine });
    };
    return loadProgram({ ...target, command: { ...command, run } }, source, real);
  }
  const { ContainerImplementation } = await import('../world/command/container-implementation.ts');
  return new ContainerImplementation(await loadImplementation(target, source), inProcess, real);
}

/** Whether an implementation runs in process and what it makes of a scenario goes on to containers; else it is a program. */
export function goesOnFromProcess(target: AnyTarget, source: ImplementationSource): boolean {
  return target.container?.inProcess !== undefined && isInProcess(target, source);
}

/** What is run in process to choose scenarios for an implementation: itself, or for a program the reference. */
export async function modelOf(target: AnyTarget, source: ImplementationSource): Promise<AnyImplementation> {
  return isInProcess(target, source) ? loadImplementation(target, source) : target.reference;
}

function isInProcess(target: AnyTarget, source: ImplementationSource): boolean {
  if (source.kind !== 'named') return source.kind === 'module';
  return ownInProcess(target).some(({ name }) => name === source.name);
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
