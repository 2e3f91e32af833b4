import type { Skipped, SubjectPlan } from '../engine/campaign/plan.ts';
import { type ImplementationSource, nameOf } from '../engine/subject.ts';
import type { AnyTarget } from '../target.ts';
import { whyNot } from '../world/machine/needs.ts';
import { implementationSource } from './implementation-source.ts';
import { findTargets } from './registry.ts';
import { chooseSubjects, namesAt, type SubjectOptions } from './subjects.ts';
import { UsageError } from './usage-error.ts';

/** What of a campaign is run in containers as well. */
export type ContainersToo =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'run'; readonly subjects: readonly SubjectPlan[]; readonly ms: number }
  /** This machine has no engine. */
  | ({ readonly kind: 'skipped' } & Skipped);

/**
 * Which subjects of a campaign are run in containers as well, when there is time for it.
 * @param asked what the command line gives for it, in ms
 * @param configured the same of the configuration: where nothing can be run in a container, nothing is
 * @throws UsageError where it was asked for and none of the targets starts a container
 */
export async function containersToo(
  options: SubjectOptions,
  { asked, configured }: { readonly asked: number | undefined; readonly configured: number | undefined },
): Promise<ContainersToo> {
  const ms = asked ?? configured;
  if (ms === undefined) return { kind: 'nothing' };
  const { impl = 'reference', config, engine } = options;
  const source = implementationSource(impl, config);
  const registered = (await findTargets(options.targets)).filter(({ target }) => canContain(target, source));
  const targets = registered.map(({ target }) => target.name);
  if (targets.length === 0) {
    if (asked === undefined) return { kind: 'nothing' };
    throw new UsageError(`--container-time: nothing of what is run here is run in containers`);
  }
  const problem = engine === undefined ? await whyNot('container') : undefined;
  if (problem !== undefined) {
    const implementation = nameOf(source);
    const subjects = targets.map(target => ({ target, implementation, fidelity: 'container' as const }));
    return { kind: 'skipped', subjects, reason: problem };
  }
  const properties = new Set(registered.flatMap(({ target }) => target.properties.map(({ name }) => name)));
  const without = options.without?.filter(name => properties.has(name));
  const subjects = await chooseSubjects({ ...options, targets, without, fidelity: 'container' });
  return { kind: 'run', subjects, ms };
}

function canContain(target: AnyTarget, source: ImplementationSource): boolean {
  const { container } = target;
  if (container === undefined) return false;
  if (source.kind === 'named') return namesAt(target, 'container').includes(source.name);
  return source.kind === 'program' || container.inProcess !== undefined;
}
