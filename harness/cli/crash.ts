import type { SubjectPlan } from '../engine/campaign/plan.ts';
import type { CrashReport } from '../engine/crash/crash-report.ts';
import { crashStates } from '../engine/crash/crash-states.ts';
import { inProcess } from '../engine/crash/in-process.ts';
import { onStage } from '../engine/crash/on-stage.ts';
import type { Recorder } from '../engine/crash/recorded-run.ts';
import { type LoadedSubject, loadSubject, type SubjectSource } from '../engine/subject.ts';
import { crashLines } from '../report/console/crash.ts';
import { paintFor } from '../report/console/paint.ts';
import { processOutput } from '../report/output.ts';
import type { AnyTarget, CrashContract } from '../target.ts';
import { version } from '../version.ts';
import { CommandImplementation } from '../world/command/command-implementation.ts';
import type { PersistenceName } from '../world/crash/persistence.ts';
import { whatLacks } from '../world/machine/needs.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { interruption } from './interruption.ts';
import type { OutputOptions } from './options.ts';
import { printJson, printText } from './print.ts';
import { UsageError } from './usage-error.ts';

/** How crash states are looked for, and told. */
export interface CrashOptions extends OutputOptions {
  /** Default: `ext4-ordered`. */
  readonly persistence?: PersistenceName | undefined;
}

/**
 * `fuzz --crash`: records one run of each of the target's scenarios for losses of power, and judges every state that each
 * can leave. Status 1: there is a bad one; 3: there is none, and a run could not be recorded.
 * @throws UsageError for a target or an implementation that this can't be asked of
 */
export async function runCrash(subjects: readonly SubjectPlan[], options: CrashOptions): Promise<ExitStatus> {
  const { persistence = 'ext4-ordered', json = false, color } = options;
  const asked = await Promise.all(subjects.map(checked));
  using stop = interruption();
  const paint = paintFor(processOutput(json ? 'stderr' : 'stdout'), process.env, color);
  const reports: CrashReport[] = [];
  for (const { source, contract } of asked) {
    await using loaded = await loadSubject(source);
    const { target, implementation } = loaded;
    const recorder = recorderOf(loaded, contract);
    const search = {
      target,
      implementation: implementation.name,
      recorder,
      persistence,
      signal: stop.signal,
    };
    const report = await crashStates(search);
    reports.push(report);
    await printText(`${crashLines(report, paint).join('\n')}\n`, json ? 'stderr' : 'stdout');
  }
  if (json) await printJson({ version, subjects: reports });
  return stop.status ?? statusOf(reports);
}

type Contract = CrashContract<unknown, unknown>;

/** A subject that the question can be put to. A program is always traced. */
async function checked({
  target,
  source,
}: SubjectPlan): Promise<{ readonly source: SubjectSource; readonly contract: Contract }> {
  const { crash } = target;
  if (crash === undefined) throw new UsageError(`--crash: ${target.name} says nothing of losses of power`);
  const { real, implementation } = source;
  if (real === undefined) return { source, contract: crash };
  if (implementation.kind === 'program' && implementation.program.kind !== 'cmd')
    throw new UsageError('--crash traces a program from its start: it takes cmd:, not serve: or bash:');
  const lacking = await whatLacks('kernel');
  if (lacking !== undefined) throw new UsageError(`--crash of a program ${lacking}. See: seatrial doctor`);
  return { source: { ...source, real: { ...real, fidelity: 'kernel' } }, contract: crash };
}

function recorderOf({ target, implementation }: LoadedSubject, contract: Contract): Recorder<unknown> {
  if (implementation instanceof CommandImplementation) return onStage(implementation, commandOf(target));
  const seen = contract.inProcess(implementation);
  if (seen !== undefined) return inProcess(seen);
  throw new UsageError(
    `--crash: what "${implementation.name}" does to its files can't be seen in process. As a program: --impl "cmd:node FILE"`,
  );
}

function commandOf(target: AnyTarget) {
  if (target.command === undefined) throw new UsageError(`--crash: ${target.name} runs in process only`);
  return target.command;
}

function statusOf(reports: readonly CrashReport[]): ExitStatus {
  const scenarios = reports.flatMap(report => report.scenarios);
  if (scenarios.some(({ bad }) => bad > 0)) return exitStatus.findings;
  const unrecorded = scenarios.length === 0 || scenarios.some(({ impossible }) => impossible !== undefined);
  return unrecorded ? exitStatus.harnessFault : exitStatus.nothingNew;
}
