import { randomInt } from 'node:crypto';
import { Command, Option } from 'commander';
import { campaign } from '../engine/campaign/campaign.ts';
import type { CampaignResult } from '../engine/campaign/campaign-log.ts';
import type { SubjectPlan } from '../engine/campaign/plan.ts';
import type { Budget, EventBody } from '../engine/events.ts';
import { version } from '../version.ts';
import { findContainment } from '../world/containment/containment.ts';
import { type PersistenceName, persistenceNames } from '../world/crash/persistence.ts';
import { againLine } from './again-line.ts';
import { type LoadedConfig, loadConfig } from './config/load-config.ts';
import { type ContainersToo, containersToo } from './containers-too.ts';
import { runCrash } from './crash.ts';
import { runExhaust } from './exhaust.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { interruption } from './interruption.ts';
import { shared, standardTimeoutMs, together, withOptions } from './options.ts';
import { duration, wholeNumbers } from './parse.ts';
import { printJson } from './print.ts';
import { type RealOptions, standardJobs, withConfig } from './real.ts';
import { findTargets } from './registry.ts';
import { openReporting, type ReportingOptions } from './reporting.ts';
import type { Finish } from './run.ts';
import { chooseSubjects } from './subjects.ts';
import { UsageError } from './usage-error.ts';

interface FuzzOptions extends RealOptions, ReportingOptions {
  readonly exhaust?: boolean;
  readonly crash?: boolean;
  readonly persistence?: PersistenceName;
  readonly runs?: readonly number[];
  readonly time?: number;
  readonly containerTime?: number;
  readonly seed?: number;
  readonly impl?: string;
  readonly jobs?: number;
  readonly without: readonly string[];
}

const minuteMs = 60_000;
/** Options that are about drawn scenarios. */
const drawing = ['runs', 'time', 'containerTime', 'seed', 'report'];

const examples = `
Examples:
  seatrial fuzz                                        every target, about a minute
  seatrial fuzz posture-checker --time 5m --jobs 4
  seatrial fuzz config-refresher --runs 20000 --seed 7
  seatrial fuzz compose-assembler --impl loses-exit-status --runs 2000
  seatrial fuzz config-refresher --impl "cmd:./refresh.sh"
  seatrial fuzz config-refresher --impl "cmd:./refresh.sh" --fidelity kernel --exhaust
  seatrial fuzz config-refresher --impl "cmd:./refresh.sh" --crash
  seatrial fuzz posture-checker --impl module:./my-checker.mjs
  seatrial fuzz --time 5m --container-time 2m
  seatrial fuzz compose-assembler --fidelity container --time 3m`;

export function create(finish: Finish): Command {
  const command = new Command('fuzz')
    .description(
      'Draws scenarios, runs an implementation on them and judges every property. Goes on after a failure.',
    )
    .argument('[target...]', 'the targets; all, when none is named');
  return withOptions(command, [
    new Option('--runs <numbers>', 'runs of each target; or one number for each, with commas')
      .argParser(wholeNumbers(0, Number.MAX_SAFE_INTEGER))
      .conflicts('time'),
    new Option('--time <time>', 'time for all targets together (default: 60s)').argParser(duration),
    new Option(
      '--container-time <time>',
      'when all of that is done, time in containers, for the targets that have them (default: none)',
    ).argParser(duration),
    new Option(
      '--exhaust',
      'no scenarios are drawn: every error, and a kill, at every system call of a run on its world; a table',
    ).conflicts(drawing),
    new Option(
      '--crash',
      'no scenarios are drawn: every state that a loss of power can leave of a run',
    ).conflicts([...drawing, 'exhaust']),
    new Option(
      '--persistence <model>',
      'with --crash: what a loss of power can leave (default: ext4-ordered)',
    ).choices(persistenceNames),
    shared.seed(),
    shared.impl(),
    shared.jobs(),
    ...together.real(),
    shared.without(),
    ...together.reporting(),
  ])
    .addHelpText('after', examples)
    .action(async (targets: readonly string[], options: FuzzOptions) => finish(await fuzz(targets, options)));
}

async function fuzz(targets: readonly string[], options: FuzzOptions): Promise<ExitStatus> {
  const config = await loadConfig(
    process.cwd(),
    (await findTargets()).map(({ target }) => target),
  );
  const fidelity = options.fidelity ?? (options.exhaust ? 'kernel' : undefined);
  const wanted = { ...withConfig(options, config), fidelity, targets, config };
  const subjects = await chooseSubjects(wanted);
  const jobs = options.jobs ?? config.jobs ?? standardJobs(fidelity);
  const asked = (can: (subject: SubjectPlan) => boolean): readonly SubjectPlan[] =>
    targets.length > 0 ? subjects : subjects.filter(can);
  if (options.crash)
    return runCrash(
      asked(({ target }) => target.crash !== undefined),
      options,
    );
  if (options.persistence !== undefined) throw new UsageError('--persistence goes with --crash');
  if (options.exhaust) {
    const exhaustible = asked(({ target }) => target.command?.exhaust !== undefined);
    return runExhaust(exhaustible, { ...options, jobs });
  }
  const asWell = await containersToo(wanted, timeAsWell(options, config));
  const [budget, ofContainers] = budgetsOf(options, subjects, asWell);
  const seed = options.seed ?? randomInt(2 ** 31);
  using stop = interruption();
  const reporting = openReporting(options);
  const result = await campaign(
    {
      subjects,
      folder: process.cwd(),
      seed,
      budget,
      jobs,
      ...(asWell.kind === 'run' && {
        containers: {
          subjects: asWell.subjects,
          budget: ofContainers,
          jobs: options.jobs ?? config.jobs ?? standardJobs('container'),
        },
      }),
      ...(asWell.kind === 'skipped' && { skipped: asWell }),
      limitMs: options.timeout ?? standardTimeoutMs,
      ...containmentOf([...subjects, ...(asWell.kind === 'run' ? asWell.subjects : [])]),
      signal: stop.signal,
      again: runs =>
        againLine(
          targets,
          { ...options, containerTime: asWell.kind === 'run' ? asWell.ms : undefined },
          seed,
          runs,
        ),
    },
    reporting.emit,
  );
  await reporting.end();
  if (options.json) await printJson(documentOf(result, reporting.told, seed));
  return statusOf(result, stop.status);
}

/** What keeps the programs under test in their worlds, in the words of the first line. */
function containmentOf(subjects: readonly SubjectPlan[]): { readonly containment?: string } {
  const real = subjects.map(({ source }) => source.real).find(settings => settings !== undefined);
  if (real === undefined) return {};
  const { kind, reason } = findContainment(real.containment);
  return { containment: kind === 'none' ? `off (${reason})` : kind };
}

/** With --fidelity container nothing is left to be run in containers as well: its time is that of everything. */
function timeAsWell({ fidelity, containerTime, runs, time }: FuzzOptions, config: LoadedConfig) {
  if (fidelity !== 'container') return { asked: containerTime, configured: config.containerTimeMs };
  if (containerTime !== undefined && (runs !== undefined || time !== undefined))
    throw new UsageError('--container-time: with --fidelity container, --runs or --time says it');
  return { asked: undefined, configured: undefined };
}

/** What is run as well has its time; or runs, the last of them, as `again, exactly:` gives them. */
function budgetsOf(
  options: FuzzOptions,
  subjects: readonly SubjectPlan[],
  asWell: ContainersToo,
): readonly [Budget, Budget] {
  const { runs } = options;
  if (asWell.kind !== 'run') return [budgetOf(options, subjects), { kind: 'time', ms: 0 }];
  if (runs?.length !== subjects.length + asWell.subjects.length)
    return [budgetOf(options, subjects), { kind: 'time', ms: asWell.ms }];
  return [
    { kind: 'runs', runs: runs.slice(0, subjects.length) },
    { kind: 'runs', runs: runs.slice(subjects.length) },
  ];
}

function budgetOf(
  { runs, time, fidelity, containerTime }: FuzzOptions,
  subjects: readonly SubjectPlan[],
): Budget {
  const standard = (fidelity === 'container' ? containerTime : undefined) ?? minuteMs;
  if (runs === undefined) return { kind: 'time', ms: time ?? standard };
  if (runs.every(number => number === 0)) throw new UsageError('--runs 0: nothing would be run');
  if (runs.length === 1) return { kind: 'runs', runs: subjects.map(() => runs[0] ?? 0) };
  if (runs.length === subjects.length) return { kind: 'runs', runs };
  throw new UsageError(`--runs ${runs.join(',')}: ${runs.length} numbers for ${subjects.length} targets`);
}

function documentOf(result: CampaignResult, told: readonly EventBody[], seed: number): unknown {
  const without = <T extends EventBody['type']>(type: T) =>
    told.flatMap(event => {
      if (event.type !== type) return [];
      const { type: _, ...rest } = event;
      return [rest];
    });
  return {
    version,
    seed,
    interrupted: result.interrupted,
    subjects: without('subject-finished'),
    findings: without('finding'),
    faults: without('harness-fault'),
    skipped: without('subjects-skipped'),
  };
}

/** A broken harness is said before a finding: what it found may not be trusted, and what it missed not at all. */
function statusOf({ findings, faults }: CampaignResult, interrupted: number | undefined): ExitStatus {
  if (interrupted !== undefined) return interrupted;
  if (faults > 0) return exitStatus.harnessFault;
  return findings > 0 ? exitStatus.findings : exitStatus.nothingNew;
}
