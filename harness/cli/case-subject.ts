import type { Case } from '../corpus/case.ts';
import { type ImplementationSource, nameOf } from '../engine/subject.ts';
import type { AnyTarget } from '../target.ts';
import { unknownName } from './did-you-mean.ts';
import { implementationSource } from './implementation-source.ts';
import { UsageError } from './usage-error.ts';

/** The implementation that a command runs a case on. It is loaded by workers only. */
export interface CaseSubject {
  readonly name: string;
  readonly source: ImplementationSource;
}

/**
 * The implementation that was asked for; else the one in which the case was found; else the reference.
 * @throws UsageError when it is not there
 */
export function caseSubject(target: AnyTarget, { origin }: Case, impl?: string): CaseSubject {
  const names = [target.reference, ...target.mutants].map(({ name }) => name);
  const wanted = impl ?? (origin.kind === 'found' ? origin.implementation : target.reference.name);
  const source = implementationSource(wanted);
  if (source.kind === 'named' && !names.includes(source.name)) {
    if (impl !== undefined) throw unknownName('implementation', wanted, names);
    throw new UsageError(
      `the case was found in "${wanted}", which is not ours. Say where it is: --impl module:FILE`,
    );
  }
  return { source, name: nameOf(source) };
}
