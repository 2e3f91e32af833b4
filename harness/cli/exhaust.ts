import type { SubjectPlan } from '../engine/campaign/plan.ts';
import { exhaust } from '../engine/exhaust/exhaust.ts';
import type { ExhaustReport, Outcome } from '../engine/exhaust/exhaust-report.ts';
import { loadSubject } from '../engine/subject.ts';
import { exhaustLines } from '../report/console/exhaust.ts';
import { paintFor } from '../report/console/paint.ts';
import { processOutput } from '../report/output.ts';
import { version } from '../version.ts';
import { CommandImplementation } from '../world/command/command-implementation.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { interruption } from './interruption.ts';
import type { OutputOptions } from './options.ts';
import { printJson, printText } from './print.ts';
import { UsageError } from './usage-error.ts';

/** How a program's calls are gone through, and how that is told. */
export interface ExhaustCommandOptions extends OutputOptions {
  /** How many runs at a time. */
  readonly jobs: number;
}

/**
 * `fuzz --fidelity kernel --exhaust`: injects every error that makes sense, and a kill, at every system call that the
 * program does on its world. Status 3: a fault did not happen; 1: a property was broken; 3 again: nothing was, and a
 * scenario could not be gone through.
 * @throws UsageError for a fidelity or a target that this can't be asked of
 */
export async function runExhaust(
  subjects: readonly SubjectPlan[],
  { jobs, json = false, color }: ExhaustCommandOptions,
): Promise<ExitStatus> {
  for (const { target, fidelity } of subjects) {
    if (fidelity !== 'kernel') throw new UsageError('--exhaust needs system calls: add --fidelity kernel');
    if (target.command?.exhaust === undefined)
      throw new UsageError(`--exhaust: ${target.name} has no runs to go through call by call`);
  }
  using stop = interruption();
  const paint = paintFor(processOutput(json ? 'stderr' : 'stdout'), process.env, color);
  const reports: ExhaustReport[] = [];
  for (const { source } of subjects) {
    if (stop.signal.aborted) break;
    await using loaded = await loadSubject(source);
    const { target, implementation } = loaded;
    const contract = target.command?.exhaust;
    if (contract === undefined || !(implementation instanceof CommandImplementation))
      throw new TypeError('a subject at fidelity kernel is a program');
    const report = await exhaust({ target, contract, implementation, jobs, signal: stop.signal });
    reports.push(report);
    await printText(`${exhaustLines(report, paint).join('\n')}\n`, json ? 'stderr' : 'stdout');
  }
  if (json) await printJson({ version, subjects: reports });
  return stop.status ?? statusOf(reports);
}

/** A fault that did not happen is said first: what was found beside it may not be trusted. */
function statusOf(reports: readonly ExhaustReport[]): ExitStatus {
  const scenarios = reports.flatMap(report => report.scenarios);
  const kinds = new Set<Outcome['kind']>(
    scenarios.flatMap(({ rows }) => rows.map(({ outcome }) => outcome.kind)),
  );
  const nothing = scenarios.length === 0 || scenarios.some(({ impossible }) => impossible !== undefined);
  if (kinds.has('missed')) return exitStatus.harnessFault;
  if (kinds.has('violation') || kinds.has('hang') || kinds.has('crash')) return exitStatus.findings;
  return nothing ? exitStatus.harnessFault : exitStatus.nothingNew;
}
