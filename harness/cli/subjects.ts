import type { SubjectPlan } from '../engine/campaign/plan.ts';
import { type ImplementationSource, nameOf } from '../engine/subject.ts';
import type { AnyTarget } from '../target.ts';
import { unknownName } from './did-you-mean.ts';
import { implementationSource } from './implementation-source.ts';
import { findTargets, type Registered } from './registry.ts';
import { UsageError } from './usage-error.ts';

/** Which implementation of which targets. */
export interface SubjectOptions {
  /** Names of targets; none means all that have the implementation. */
  readonly targets: readonly string[];
  /** Name of an implementation, or `module:FILE`. Default `reference`. */
  readonly impl?: string | undefined;
  readonly without?: readonly string[] | undefined;
}

/**
 * What a command runs.
 * @throws UsageError for a target, implementation, property or module that is not there
 */
export async function chooseSubjects(options: SubjectOptions): Promise<readonly SubjectPlan[]> {
  const { targets, impl = 'reference', without = [] } = options;
  const registered = await findTargets(targets);
  checkProperties(registered, without);
  const source = implementationSource(impl);
  if (source.kind === 'module' && registered.length > 1) {
    throw new UsageError(
      `--impl ${impl}: say of which target it is an implementation: seatrial fuzz TARGET --impl …`,
    );
  }
  const having =
    source.kind === 'module'
      ? registered
      : registered.filter(({ target }) => named(target).includes(source.name));
  if (having.length === 0 || (targets.length > 0 && having.length < registered.length)) {
    const names = registered.flatMap(({ target }) => named(target));
    throw unknownName('implementation', impl, [...new Set(names)]);
  }
  return having.map(entry => plan(entry, source, options));
}

function plan(
  { target, url }: Registered,
  implementation: ImplementationSource,
  { impl, without = [] }: SubjectOptions,
): SubjectPlan {
  const name = nameOf(implementation);
  const isGuest = implementation.kind === 'module';
  if (isGuest && named(target).includes(name)) {
    throw new UsageError(`--impl ${impl}: "${name}" is the name of one of ours; give the file another`);
  }
  const properties = target.properties.filter(property => !without.includes(property.name));
  if (properties.length === 0)
    throw new UsageError(`--without leaves no property of ${target.name} to judge by`);
  const used = without.filter(property => target.properties.some(known => known.name === property));
  return {
    source: { target: url, implementation, without: used },
    target,
    implementation: name,
    ...(isGuest && impl !== undefined && { option: impl }),
    fidelity: 'model',
  };
}

function checkProperties(registered: readonly Registered[], without: readonly string[]): void {
  const names = new Set(registered.flatMap(({ target }) => target.properties.map(({ name }) => name)));
  for (const name of without) if (!names.has(name)) throw unknownName('property', name, [...names]);
}

function named(target: AnyTarget): readonly string[] {
  return [target.reference, ...target.mutants].map(({ name }) => name);
}
