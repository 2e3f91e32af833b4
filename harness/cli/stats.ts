import { Command, Option } from 'commander';
import type { LabelShare } from '../engine/events.ts';
import { labelShares } from '../engine/label-shares.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { shared } from './options.ts';
import { wholeNumber } from './parse.ts';
import { printJson, printText } from './print.ts';
import { findTargets } from './registry.ts';
import type { Finish } from './run.ts';

interface StatsOptions {
  readonly runs: number;
  readonly seed: number;
  readonly json?: boolean;
}

const examples = `
Examples:
  seatrial stats
  seatrial stats compose-assembler --runs 20000 --seed 3`;

export function create(finish: Finish): Command {
  return new Command('stats')
    .description(
      'Draws scenarios, runs none, and shows how many carry each label. Exit 1 when one is below its floor.',
    )
    .argument('[target...]', 'the targets; all, when none is named')
    .addOption(
      new Option('--runs <number>', 'scenarios of each target')
        .argParser(wholeNumber(1, 100_000_000))
        .default(5_000),
    )
    .addOption(shared.seed().default(1))
    .addOption(shared.json())
    .addHelpText('after', examples)
    .action(async (names: readonly string[], options: StatsOptions) => finish(await stats(names, options)));
}

async function stats(
  names: readonly string[],
  { runs, seed, json = false }: StatsOptions,
): Promise<ExitStatus> {
  const targets = (await findTargets(names)).map(({ target }) => ({
    target: target.name,
    labels: labelShares(target.scenario, { runs, seed }),
  }));
  const below = targets.flatMap(({ labels }) => labels.filter(isBelow));
  if (json) await printJson({ runs, seed, targets, below: below.length });
  else {
    const tables = targets.map(({ target, labels }) => `${target}\n${tableOf(labels)}`);
    await printText(`${tables.join('\n\n')}\n\n${runs} scenarios each · seed ${seed} · ${sentence(below)}`);
  }
  return below.length === 0 ? exitStatus.nothingNew : exitStatus.findings;
}

function isBelow({ percent, atLeast }: LabelShare): boolean {
  return percent < atLeast;
}

function tableOf(labels: readonly LabelShare[]): string {
  const width = Math.max(5, ...labels.map(({ label }) => label.length)) + 2;
  const rows = [...labels]
    .sort((a, b) => b.percent - a.percent)
    .map(share => {
      const floor = share.atLeast > 0 ? `${share.atLeast} %`.padStart(8) : '–'.padStart(8);
      return `  ${share.label.padEnd(width)}${`${share.percent.toFixed(1)} %`.padStart(8)}${floor}${isBelow(share) ? '  below its floor' : ''}`;
    });
  return [`  ${'label'.padEnd(width)}${'share'.padStart(8)}${'floor'.padStart(8)}`, ...rows].join('\n');
}

function sentence(below: readonly LabelShare[]): string {
  return below.length === 0
    ? 'every label reaches its floor'
    : `below their floor: ${below.map(({ label }) => label).join(', ')}`;
}
