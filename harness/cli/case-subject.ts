import type { Case } from '../corpus/case.ts';
import { ownPrograms } from '../engine/own-program.ts';
import { type ImplementationSource, nameOf } from '../engine/subject.ts';
import type { AnyTarget } from '../target.ts';
import type { RealSettings } from '../world/command/real-settings.ts';
import { implementationFromConfig, loadConfig } from './config/load-config.ts';
import { unknownName } from './did-you-mean.ts';
import { implementationSource } from './implementation-source.ts';
import { fidelityOf, type RealOptions, settingsFor, withConfig } from './real.ts';
import { checkTargetRunsAt } from './subjects.ts';
import { UsageError } from './usage-error.ts';

/** The implementation that a command runs a case on. It is loaded by workers only. */
export interface CaseSubject {
  readonly name: string;
  readonly source: ImplementationSource;
  /** Given: it is run for real, as a program. */
  readonly real?: RealSettings;
}

/**
 * The implementation that was asked for; else the one in which the case was found, as real as the run that found it; else
 * the reference.
 * @throws UsageError when it is not there, or the target is not run at this fidelity
 */
export async function caseSubject(
  target: AnyTarget,
  { origin }: Case,
  { impl, ...options }: RealOptions & { readonly impl?: string | undefined } = {},
): Promise<CaseSubject> {
  const config = await loadConfig(process.cwd(), [target]);
  const inProcess = [target.reference, ...target.mutants].map(({ name }) => name);
  const names = [...inProcess, ...ownPrograms(target)];
  const wanted = impl ?? (origin.kind === 'found' ? origin.implementation : target.reference.name);
  const source = implementationSource(wanted, config);
  if (source.kind === 'named' && !names.includes(source.name)) {
    if (impl !== undefined) throw unknownName('implementation', wanted, names);
    throw new UsageError(
      `the case was found in "${wanted}", which is not ours. Say what it is: --impl cmd:…, or module:FILE`,
    );
  }
  const path = implementationFromConfig(config, wanted)?.path ?? config.path;
  const found = impl === undefined && origin.kind === 'found' ? origin.fidelity : undefined;
  const fidelity = options.fidelity ?? found ?? fidelityOf(target, source, options);
  checkTargetRunsAt(target, fidelity);
  const real = await settingsFor(fidelity, { ...withConfig(options, config), path });
  return { source, name: nameOf(source), ...(real !== undefined && { real }) };
}
