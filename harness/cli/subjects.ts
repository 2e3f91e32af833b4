import type { SubjectPlan } from '../engine/campaign/plan.ts';
import { ownPrograms } from '../engine/own-program.ts';
import { type ImplementationSource, nameOf, ownInProcess } from '../engine/subject.ts';
import { type AnyTarget, type Fidelity, fidelitiesOf } from '../target.ts';
import { implementationFromConfig, type LoadedConfig } from './config/load-config.ts';
import { unknownName } from './did-you-mean.ts';
import { implementationSource } from './implementation-source.ts';
import { fidelityOf, type RealOptions, settingsFor } from './real.ts';
import { findTargets, type Registered } from './registry.ts';
import { UsageError } from './usage-error.ts';

/** Which implementation of which targets, and how real. */
export interface SubjectOptions extends RealOptions {
  /** Names of targets; none means all that have the implementation. */
  readonly targets: readonly string[];
  /** Name of an implementation, a program, or `module:FILE`. Default `reference`. */
  readonly impl?: string | undefined;
  readonly without?: readonly string[] | undefined;
  readonly config: LoadedConfig;
}

/**
 * What a command runs.
 * @throws UsageError for a target, implementation, property or module that is not there, or a fidelity that can't be had
 */
export async function chooseSubjects(options: SubjectOptions): Promise<readonly SubjectPlan[]> {
  const { targets, impl = 'reference', without = [], config } = options;
  const registered = withFidelity(await findTargets(targets), options);
  checkProperties(registered, without);
  const source = implementationSource(impl, config);
  const isGuest = source.kind !== 'named';
  checkTarget(impl, registered, config);
  if (isGuest && registered.length > 1) {
    throw new UsageError(
      `--impl ${impl}: say of which target it is an implementation: seatrial fuzz TARGET --impl …`,
    );
  }
  const having = isGuest
    ? registered
    : registered.filter(({ target }) => namesAt(target, options.fidelity).includes(source.name));
  if (having.length === 0 || (targets.length > 0 && having.length < registered.length)) {
    const names = registered.flatMap(({ target }) => namesAt(target, options.fidelity));
    throw unknownName('implementation', impl, [...new Set(names)]);
  }
  return Promise.all(having.map(entry => plan(entry, source, options)));
}

async function plan(
  { target, url }: Registered,
  implementation: ImplementationSource,
  options: SubjectOptions,
): Promise<SubjectPlan> {
  const { impl, config } = options;
  const without = [...(options.without ?? []), ...(config.without[target.name] ?? [])];
  const name = nameOf(implementation);
  const isGuest = implementation.kind !== 'named';
  if (isGuest && namesAt(target).includes(name)) {
    throw new UsageError(`--impl ${impl}: "${name}" is the name of one of ours; give the file another`);
  }
  const fidelity = fidelityOf(target, implementation, options);
  checkFidelity(target, implementation, fidelity);
  const path = implementationFromConfig(config, name)?.path ?? config.path;
  const real = await settingsFor(fidelity, { ...options, path });
  const properties = target.properties.filter(property => !without.includes(property.name));
  if (properties.length === 0)
    throw new UsageError(`--without leaves no property of ${target.name} to judge by`);
  const used = without.filter(property => target.properties.some(known => known.name === property));
  return {
    source: { target: url, implementation, without: used, ...(real !== undefined && { real }) },
    target,
    implementation: name,
    ...(isGuest && impl !== undefined && { option: impl }),
    fidelity,
  };
}

/** The targets that run at the fidelity that was asked for. One that was named and does not is an error. */
function withFidelity(
  registered: readonly Registered[],
  { targets, fidelity = 'model' }: SubjectOptions,
): readonly Registered[] {
  if (targets.length > 0) for (const { target } of registered) checkTargetRunsAt(target, fidelity);
  return registered.filter(({ target }) => fidelitiesOf(target).includes(fidelity));
}

/** @throws UsageError when a target can't be run at a fidelity at all */
export function checkTargetRunsAt(target: AnyTarget, fidelity: Fidelity): void {
  const can = fidelitiesOf(target);
  if (!can.includes(fidelity))
    throw new UsageError(`--fidelity ${fidelity}: ${target.name} runs at fidelity ${can.join(' and ')} only`);
}

/** A program of the configuration may say of which target it is an implementation. */
function checkTarget(impl: string, registered: readonly Registered[], config: LoadedConfig): void {
  const target = implementationFromConfig(config, impl)?.target;
  if (target === undefined || registered.every(entry => entry.target.name === target)) return;
  throw new UsageError(`--impl ${impl}: by the configuration it is an implementation of ${target}`);
}

function checkFidelity(
  target: AnyTarget,
  implementation: ImplementationSource,
  fidelity: SubjectPlan['fidelity'],
): void {
  checkTargetRunsAt(target, fidelity);
  if (fidelity === 'model') {
    if (implementation.kind === 'program')
      throw new UsageError(
        "--fidelity model: a program can't be run in process. Leave it out, or say process",
      );
    return;
  }
  if (implementation.kind === 'module' && !(fidelity === 'container' && target.container?.inProcess))
    throw new UsageError(
      `--fidelity ${fidelity}: a module is run in process. As a program: --impl "cmd:node FILE"`,
    );
  if (fidelity === 'kernel' && implementation.kind === 'program' && implementation.program.kind !== 'cmd')
    throw new UsageError(
      '--fidelity kernel traces a program from its start: it takes cmd:, not serve: or bash:',
    );
}

function checkProperties(registered: readonly Registered[], without: readonly string[]): void {
  const names = new Set(registered.flatMap(({ target }) => target.properties.map(({ name }) => name)));
  for (const name of without) if (!names.has(name)) throw unknownName('property', name, [...names]);
}

/** The names that an implementation of a target can have, at a fidelity if one is asked for. */
export function namesAt(target: AnyTarget, fidelity?: Fidelity): readonly string[] {
  const inProcess = [...new Set(ownInProcess(target).map(({ name }) => name))];
  const programs = ownPrograms(target);
  if (fidelity === undefined) return [...new Set([...inProcess, ...programs])];
  if (fidelity === 'container' && target.container?.inProcess !== undefined)
    return [...new Set([...inProcess, ...programs])];
  return fidelity === 'model' ? inProcess : programs;
}
