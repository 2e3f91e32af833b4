import { statSync } from 'node:fs';
import { Command } from 'commander';
import { type ReadCase, readCase } from '../corpus/read-case.ts';
import { replayCase } from '../corpus/replay.ts';
import { readCorpus } from '../corpus/store.ts';
import type { EventBody } from '../engine/events.ts';
import { fidelitiesOf } from '../target.ts';
import { isFile, near } from './case-file.ts';
import { loadConfig } from './config/load-config.ts';
import { corpusFolder } from './corpus-folder.ts';
import { unknownName } from './did-you-mean.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { interruption } from './interruption.ts';
import { shared, together, withOptions } from './options.ts';
import { printJson } from './print.ts';
import { type RealOptions, settingsFor, withConfig } from './real.ts';
import { findTargets, type Registered } from './registry.ts';
import { openReporting, type ReportingOptions } from './reporting.ts';
import type { Finish } from './run.ts';
import { checkTargetRunsAt } from './subjects.ts';
import { openTrials } from './trial.ts';
import { UsageError } from './usage-error.ts';

interface ReplayCommandOptions extends RealOptions, ReportingOptions {
  readonly corpus?: string;
}

const examples = `
Examples:
  seatrial replay                                    every case of the corpus
  seatrial replay config-refresher                   every case of one target
  seatrial replay corpus/config-refresher/cut-source.json
  seatrial replay --fidelity container               every case whose target has containers, in those`;

export function create(finish: Finish): Command {
  const command = new Command('replay')
    .description(
      'Runs every case: the reference passes, the mutants that it names still die. A broken case is an error.',
    )
    .argument('[case...]', 'files of cases, or names of targets; the whole corpus, when none is named');
  return withOptions(command, [shared.corpus(), ...together.real(), ...together.reporting()])
    .addHelpText('after', examples)
    .action(async (words: readonly string[], options: ReplayCommandOptions) =>
      finish(await replay(words, options)),
    );
}

async function replay(words: readonly string[], options: ReplayCommandOptions): Promise<ExitStatus> {
  const registered = await findTargets();
  const { fidelity = 'model' } = options;
  const cases = (await casesOf(words, registered, options.corpus)).filter(
    read => words.length > 0 || read.kind === 'broken' || fidelitiesOf(read.target).includes(fidelity),
  );
  for (const read of cases) if (read.kind === 'case') checkTargetRunsAt(read.target, fidelity);
  if (cases.length === 0) throw new UsageError('there is no case to replay');
  const real = await realOf(options, registered);
  using stop = interruption();
  const reporting = openReporting(options);
  await using trials = openTrials(registered, options.timeout, undefined, real);
  for (const read of cases) {
    if (stop.signal.aborted) break;
    reporting.emit(await eventOf(read, trials.replay));
  }
  await reporting.end();
  const { cases: counts, faults } = reporting.outcome();
  if (options.json) await printJson({ total: cases.length, ...counts, faults, cases: reporting.told });
  if (stop.status !== undefined) return stop.status;
  if (counts.broken > 0 || faults > 0) return exitStatus.harnessFault;
  return counts.fail > 0 ? exitStatus.findings : exitStatus.nothingNew;
}

/** How the cases are run for real; undefined: in process. The configuration is of programs: it plays no part there. */
async function realOf(options: ReplayCommandOptions, registered: readonly Registered[]) {
  const { fidelity = 'model' } = options;
  if (fidelity === 'model') return undefined;
  const targets = registered.map(({ target }) => target);
  const config = await loadConfig(process.cwd(), targets);
  return settingsFor(fidelity, { ...withConfig(options, config), path: config.path });
}

async function eventOf(read: ReadCase, options: Parameters<typeof replayCase>[2]): Promise<EventBody> {
  if (read.kind === 'broken') {
    return { type: 'case-broken', target: '', file: read.file, problems: read.problems };
  }
  const { target, file } = read;
  const { kind, problems, unchecked } = await replayCase(target, read.case, options);
  if (kind === 'harness-fault')
    return { type: 'harness-fault', target: target.name, reason: `${file}: ${problems.join('; ')}` };
  const holds = kind === 'holds';
  const about = { target: target.name, file, title: read.case.title };
  return { type: 'case-replayed', ...about, holds, problems: [...problems, ...unchecked] };
}

async function casesOf(
  words: readonly string[],
  registered: readonly Registered[],
  corpus: string | undefined,
): Promise<readonly ReadCase[]> {
  const targets = registered.map(({ target }) => target);
  if (words.length === 0) return readCorpus(corpusFolder(corpus), targets);
  const names = targets.map(({ name }) => name);
  const read = words.map(async word => {
    if (isFile(word)) return [await readCase(near(word), { targets })];
    if (names.includes(word)) return readCorpus(corpusFolder(corpus), targets, [word]);
    if (statSync(word, { throwIfNoEntry: false })?.isDirectory()) return readCorpus(near(word), targets);
    throw word.endsWith('.json')
      ? new UsageError(`${word}: there is no such file`)
      : unknownName('target', word, names);
  });
  return (await Promise.all(read)).flat();
}
