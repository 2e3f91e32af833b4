import { Command, Option } from 'commander';
import type { Origin } from '../corpus/case.ts';
import { keepWorld } from '../engine/repro/keep-world.ts';
import { type Reproduction, reproduce } from '../engine/repro/reproduce.ts';
import { loadImplementation } from '../engine/subject.ts';
import type { Verdict } from '../judge/verdict.ts';
import { paintFor } from '../report/console/paint.ts';
import { type Reproduced, reproducedLines } from '../report/console/repro.ts';
import { processOutput } from '../report/output.ts';
import type { Row } from '../target.ts';
import { near, type OpenedCase, openCase } from './case-file.ts';
import { type CaseSubject, caseSubject } from './case-subject.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { type OutputOptions, shared, together, withOptions } from './options.ts';
import { printJson, printText } from './print.ts';
import type { RealOptions } from './real.ts';
import type { Finish } from './run.ts';
import { openTrials } from './trial.ts';
import { UsageError } from './usage-error.ts';
import { waitForDebugger } from './wait-for-debugger.ts';

interface ReproOptions extends RealOptions, OutputOptions {
  readonly impl?: string;
  readonly keep?: boolean;
  readonly inspect?: boolean;
}

const examples = `
Examples:
  seatrial repro corpus/posture-checker/production-as-root.json
  seatrial repro corpus/config-refresher/cut-source.json --impl truncate-then-filter
  seatrial repro .seatrial/findings/…/case.json --inspect
  seatrial repro .seatrial/findings/…/case.json --fidelity container`;

export function create(finish: Finish): Command {
  const command = new Command('repro')
    .description(
      'Runs one case and shows its scenario, its world, what happened, and what each property says.',
    )
    .argument('<case>', 'file of the case');
  return withOptions(command, [
    shared.impl().default(undefined, 'the one it was found in, or else the reference'),
    new Option('--keep', 'leave the world on disk, under .seatrial/worlds, and say where'),
    new Option('--inspect', 'wait for a debugger, and stop before the implementation is called'),
    ...together.real(),
    ...together.output(),
  ])
    .addHelpText('after', examples)
    .action(async (file: string, options: ReproOptions) => finish(await repro(file, options)));
}

async function repro(file: string, options: ReproOptions): Promise<ExitStatus> {
  const opened = await openCase(file);
  const { target, kept } = opened;
  const subject = await caseSubject(target, kept.case, options);
  const scenario = target.scenario.schema.parse(kept.case.scenario);
  const reproduction = options.inspect
    ? await reproduceHere(opened, subject, scenario)
    : await reproduceInWorker(opened, subject, scenario, options.timeout);
  const { observation, verdict } = reproduction;
  const world = options.keep ? await keepWorld(process.cwd(), target, scenario, observation) : undefined;
  const shown: Reproduced = {
    ...reproduction,
    target: target.name,
    implementation: subject.name,
    file: kept.file,
    title: kept.case.title,
    origin: originRows(kept.case.origin),
    scenario: target.account.scenario(scenario),
    world: target.account.world(scenario),
    observed: observation === undefined ? [] : target.account.observation(observation.value),
    kept: world === undefined ? undefined : near(world),
  };
  if (options.json) await printJson({ ...shown, value: scenario });
  else {
    const paint = paintFor(processOutput('stdout'), process.env, options.color);
    await printText(reproducedLines(shown, paint).join('\n'));
  }
  return statusOf(verdict);
}

/** Where a debugger can stop in it: in this very process. */
async function reproduceHere(
  { target }: OpenedCase,
  { source, real, name }: CaseSubject,
  scenario: unknown,
): Promise<Reproduction> {
  if (real !== undefined)
    throw new UsageError(`--inspect: ${name} is run for real; a debugger is for code in process`);
  return reproduce(target, await loadImplementation(target, source), scenario, waitForDebugger);
}

/** A hang or a crash must leave somebody to tell of it. */
async function reproduceInWorker(
  opened: OpenedCase,
  subject: CaseSubject,
  scenario: unknown,
  timeout: number | undefined,
): Promise<Reproduction> {
  await using trials = openTrials([opened], timeout, subject);
  // Awaited here: the place is closed when this function is left.
  return await trials.reproduce(opened.target, subject.name, scenario);
}

function originRows(origin: Origin): Row[] {
  switch (origin.kind) {
    case 'seed':
      return [['seed', origin.note === undefined ? origin.source : `${origin.source}: ${origin.note}`]];
    case 'written':
      return [
        ['written', [origin.source, origin.note].filter(part => part !== undefined).join(': ') || 'by hand'],
      ];
    case 'found': {
      const { implementation, fidelity, run, seed, version, reason } = origin;
      const how = fidelity === undefined ? '' : ` at fidelity ${fidelity}`;
      return [
        ['found', `in ${implementation}${how}, run ${run} of seed ${seed}, by version ${version}`],
        ['then', reason],
      ];
    }
  }
}

function statusOf({ kind }: Verdict): ExitStatus {
  if (kind === 'pass' || kind === 'rejected') return exitStatus.nothingNew;
  return kind === 'harness-fault' ? exitStatus.harnessFault : exitStatus.findings;
}
