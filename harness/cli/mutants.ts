import { Command, Option } from 'commander';
import { huntAll, mutantSeeds, mutantsAt } from '../engine/hunt-all.ts';
import type { AnyTarget } from '../target.ts';
import { unknownName } from './did-you-mean.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { interruption } from './interruption.ts';
import { shared, standardTimeoutMs, together, withOptions } from './options.ts';
import { gathered } from './parse.ts';
import { printJson } from './print.ts';
import { type RealOptions, settingsFor, standardJobs } from './real.ts';
import { findTargets } from './registry.ts';
import { openReporting, type ReportingOptions } from './reporting.ts';
import type { Finish } from './run.ts';
import { checkTargetRunsAt } from './subjects.ts';
import { UsageError } from './usage-error.ts';

interface MutantsOptions extends RealOptions, ReportingOptions {
  readonly seed?: number;
  readonly only: readonly string[];
  readonly jobs?: number;
}

const examples = `
Examples:
  seatrial mutants
  seatrial mutants config-refresher
  seatrial mutants posture-checker --only early-return --seed 99
  seatrial mutants --fidelity process                those that are programs, for real
  seatrial mutants --fidelity container              those that can be told from the reference in a container`;

export function create(finish: Finish): Command {
  const command = new Command('mutants')
    .description(
      'Hunts every mutant with drawn scenarios, no examples, until a property that its story names breaks. Exit 1 when one survives.',
    )
    .argument('[target...]', 'the targets; all, when none is named');
  return withOptions(command, [
    new Option('--only <mutant>', 'this mutant; may be given several times')
      .argParser(gathered)
      .default([], 'all'),
    shared.seed().default(undefined, mutantSeeds.join(', ')),
    shared.jobs(),
    ...together.real(),
    ...together.reporting(),
  ])
    .addHelpText('after', examples)
    .action(async (names: readonly string[], options: MutantsOptions) =>
      finish(await mutants(names, options)),
    );
}

async function mutants(names: readonly string[], options: MutantsOptions): Promise<ExitStatus> {
  const hunted = await findTargets(names);
  checkNames(
    hunted.map(({ target }) => target),
    options,
  );
  if (names.length > 0 && options.fidelity !== undefined)
    for (const { target } of hunted) checkTargetRunsAt(target, options.fidelity);
  const real = await settingsFor(options.fidelity ?? 'model', options);
  using stop = interruption();
  const reporting = openReporting(options);
  await huntAll(
    hunted,
    {
      seeds: options.seed === undefined ? mutantSeeds : [options.seed],
      jobs: options.jobs ?? standardJobs(options.fidelity),
      limitMs: options.timeout ?? standardTimeoutMs,
      ...(real !== undefined && { real }),
      signal: stop.signal,
      ...(options.only.length > 0 && { only: options.only }),
    },
    reporting.emit,
  );
  await reporting.end();
  const { mutants: counts, faults } = reporting.outcome();
  if (options.json) {
    await printJson({ total: counts.killed + counts.survived, ...counts, faults, mutants: reporting.told });
  }
  if (stop.status !== undefined) return stop.status;
  if (faults > 0) return exitStatus.harnessFault;
  return counts.survived > 0 ? exitStatus.findings : exitStatus.nothingNew;
}

function checkNames(
  targets: readonly AnyTarget[],
  { only, fidelity = 'model' }: Pick<MutantsOptions, 'only' | 'fidelity'>,
): void {
  const known = targets.flatMap(({ mutants, command }) =>
    [...mutants, ...(command?.mutants ?? [])].map(({ name }) => name),
  );
  const hunted = targets.flatMap(target => mutantsAt(target, fidelity).map(({ name }) => name));
  for (const name of only) {
    if (!known.includes(name)) throw unknownName('mutant', name, known);
    if (!hunted.includes(name))
      throw new UsageError(
        fidelity === 'model'
          ? `--only ${name}: it is a program. Add --fidelity process`
          : `--only ${name}: it is not hunted at fidelity ${fidelity}. Leave that out`,
      );
  }
}
