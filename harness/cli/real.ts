import { availableParallelism } from 'node:os';
import { ownPrograms } from '../engine/own-program.ts';
import { type ImplementationSource, ownInProcess } from '../engine/subject.ts';
import type { AnyTarget, Fidelity } from '../target.ts';
import { type RealSettings, realSettings } from '../world/command/real-settings.ts';
import type { Wanted } from '../world/containment/containment.ts';
import { whyNot } from '../world/machine/needs.ts';
import type { LoadedConfig } from './config/load-config.ts';
import { engineOfCommand } from './engine-of-command.ts';
import { UsageError } from './usage-error.ts';

/** What a command line says of how real the runs are. */
export interface RealOptions {
  readonly fidelity?: Fidelity | undefined;
  readonly containment?: Wanted | undefined;
  /** Time limit of one start of a program, in ms. */
  readonly timeout?: number | undefined;
  /** `unix://PATH` of an engine that is not Seatrial's own. */
  readonly engine?: string | undefined;
  /** Folders that the configuration adds to PATH. */
  readonly path?: readonly string[] | undefined;
}

/** Worker processes for runs of a fidelity. Those in containers wait for the engine most of the time. */
export function standardJobs(fidelity: Fidelity | undefined): number {
  return fidelity === 'container' ? 2 * availableParallelism() : availableParallelism();
}

/**
 * How real the runs of an implementation are: what was asked for; else a program is run as a program, and everything
 * else in process.
 */
export function fidelityOf(
  target: AnyTarget,
  implementation: ImplementationSource,
  { fidelity }: RealOptions,
): Fidelity {
  if (fidelity !== undefined) return fidelity;
  return isProgram(target, implementation) ? 'process' : 'model';
}

/** Whether an implementation can be run as a program only. */
function isProgram(target: AnyTarget, implementation: ImplementationSource): boolean {
  if (implementation.kind !== 'named') return implementation.kind === 'program';
  const { name } = implementation;
  const inProcess = ownInProcess(target).some(known => known.name === name);
  return !inProcess && ownPrograms(target).includes(name);
}

/** What the command line says, and where it says nothing the configuration. */
export function withConfig<T extends RealOptions>(options: T, config: LoadedConfig): T {
  const { containment, timeoutMs } = config;
  return {
    ...options,
    containment: options.containment ?? containment,
    timeout: options.timeout ?? timeoutMs,
  };
}

/**
 * How programs are run at a fidelity; undefined in process.
 * @throws UsageError when this machine can't, with what is missing
 */
export async function settingsFor(
  fidelity: Fidelity,
  { containment, timeout, path, engine }: RealOptions,
): Promise<RealSettings | undefined> {
  // An engine of somebody else needs nothing of what one of our own does.
  const problem = fidelity === 'container' && engine !== undefined ? undefined : await whyNot(fidelity);
  if (problem !== undefined) throw new UsageError(problem);
  if (fidelity === 'model') return undefined;
  return realSettings({
    fidelity,
    ...(fidelity === 'container' && { engine: await engineOfCommand(engine) }),
    ...(containment !== undefined && { containment }),
    ...(timeout !== undefined && { limitMs: timeout }),
    ...(path !== undefined && { path }),
  });
}
