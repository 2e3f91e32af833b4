import type { Case } from '../corpus/case.ts';
import { type ImplementationSource, loadImplementation } from '../engine/subject.ts';
import type { AnyImplementation, AnyTarget } from '../target.ts';
import { unknownName } from './did-you-mean.ts';
import { implementationSource } from './implementation-source.ts';
import { UsageError } from './usage-error.ts';

/** The implementation that a command runs a case on. */
export interface CaseSubject {
  readonly implementation: AnyImplementation;
  readonly source: ImplementationSource;
}

/**
 * The implementation that was asked for; else the one in which the case was found; else the reference.
 * @throws UsageError when it is not there
 */
export async function caseSubject(target: AnyTarget, { origin }: Case, impl?: string): Promise<CaseSubject> {
  const names = [target.reference, ...target.mutants].map(({ name }) => name);
  const wanted = impl ?? (origin.kind === 'found' ? origin.implementation : 'reference');
  const source = implementationSource(wanted);
  if (source.kind === 'named' && !names.includes(source.name)) {
    if (impl !== undefined) throw unknownName('implementation', wanted, names);
    throw new UsageError(
      `the case was found in "${wanted}", which is not ours. Say where it is: --impl module:FILE`,
    );
  }
  return { source, implementation: await loadImplementation(target, source) };
}
