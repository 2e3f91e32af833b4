import { Command, Option } from 'commander';
import type { Case } from '../corpus/case.ts';
import { canonicalJson } from '../corpus/digest.ts';
import { writeCase } from '../corpus/write-case.ts';
import { type Bond, minimize as makeSmaller } from '../engine/minimize.ts';
import type { Verdict } from '../judge/verdict.ts';
import { openCase } from './case-file.ts';
import { caseSubject } from './case-subject.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { shared, together, withOptions } from './options.ts';
import { wholeNumber } from './parse.ts';
import { printJson, printText } from './print.ts';
import type { RealOptions } from './real.ts';
import type { Finish } from './run.ts';
import { openTrials } from './trial.ts';
import { UsageError } from './usage-error.ts';

interface MinimizeOptions extends RealOptions {
  readonly impl?: string;
  readonly runs: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const examples = `
Examples:
  seatrial minimize .seatrial/findings/…/case.json
  seatrial minimize corpus/posture-checker/production-as-root.json --dry-run`;

export function create(finish: Finish): Command {
  const command = new Command('minimize')
    .description(
      'Makes a case smaller. What it expects stays so: the reference passes, each mutant dies in a bucket it died in before.',
    )
    .argument('<case>', 'file of the case; it is replaced');
  return withOptions(command, [
    shared.impl().default(undefined, 'the one it was found in'),
    new Option('--runs <number>', 'runs that it may cost')
      .argParser(wholeNumber(1, 10_000_000))
      .default(5_000),
    new Option('--dry-run', 'say how small it becomes, and leave the file alone'),
    ...together.real(),
    shared.json(),
  ])
    .addHelpText('after', examples)
    .action(async (file: string, options: MinimizeOptions) => finish(await minimize(file, options)));
}

async function minimize(file: string, options: MinimizeOptions): Promise<ExitStatus> {
  const opened = await openCase(file);
  const { target, kept } = opened;
  const { expect } = kept.case;
  const subject = await caseSubject(target, kept.case, options);
  const failing = bondsOf(kept.case, subject.name);
  if (failing.length === 0)
    throw new UsageError(`${file}: nothing fails on it, so nothing says how small it may be`);
  const passing = expect.reference === 'pass' ? [target.reference.name] : [];
  const { real } = subject;
  const own = real?.fidelity === 'container' ? real : undefined;
  await using trials = openTrials([opened], options.timeout, subject, own);
  const run = (name: string, scenario: unknown): Promise<Verdict> => trials.judge(target, name, scenario);
  const limits = { runs: options.runs, ms: 600_000 };
  const smaller = await makeSmaller(target, kept.case.scenario, { failing, passing }, run, limits);
  if (smaller.ended === 'not failing') {
    throw new UsageError(
      `${file}: ${smaller.implementation} does not fail on it. See: seatrial repro ${file}`,
    );
  }
  const before = kept.canonical.length;
  const after = canonicalJson(smaller.scenario).length;
  if (smaller.shrinks > 0 && !options.dryRun)
    await writeCase(file, { ...kept.case, scenario: smaller.scenario });
  const { shrinks, runs, ended, scenario } = smaller;
  if (options.json) await printJson({ file: kept.file, before, after, shrinks, runs, ended, scenario });
  else {
    const done =
      shrinks === 0
        ? 'nothing smaller does the same'
        : `${before} to ${after} characters, shrunk ${shrinks} times`;
    const stopped = ended === 'finished' ? '' : ` (${ended}: --runs ${options.runs * 4} goes on)`;
    await printText(`${kept.file}: ${done} in ${runs} runs${stopped}: ${target.account.gist(scenario)}`);
  }
  return exitStatus.nothingNew;
}

/** What the case expects to fail: each in the bucket that it names, or in one that is chosen at the start. */
function bondsOf({ expect, origin }: Case, own: string): readonly Bond[] {
  const bonds = new Map<string, Bond>(expect.kills.map(name => [name, { implementation: name }]));
  for (const { implementation, bucket } of expect.violates ?? [])
    bonds.set(implementation, { implementation, bucket });
  if (origin.kind === 'found') {
    const { implementation, bucket } = origin;
    bonds.set(implementation, { implementation, bucket });
  }
  if (own !== 'reference' && !bonds.has(own)) bonds.set(own, { implementation: own });
  return [...bonds.values()];
}
