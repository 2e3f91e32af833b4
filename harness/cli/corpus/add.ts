import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { Case } from '../../corpus/case.ts';
import { sameCase } from '../../corpus/coverage.ts';
import { replayCase } from '../../corpus/replay.ts';
import { keepCase, readCorpus } from '../../corpus/store.ts';
import { HarnessFault } from '../../harness-fault.ts';
import type { AnyTarget } from '../../target.ts';
import { openCase } from '../case-file.ts';
import { caseSubject } from '../case-subject.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { shared, together, withOptions } from '../options.ts';
import { printJson, printText } from '../print.ts';
import type { RealOptions } from '../real.ts';
import type { Finish } from '../run.ts';
import { openTrials, type Trials } from '../trial.ts';

interface Options extends RealOptions {
  readonly title?: string;
  readonly impl?: string;
  readonly corpus: string;
  readonly json?: boolean;
}

/** `seatrial corpus add` */
export function addCommand(finish: Finish): Command {
  const command = new Command('add')
    .summary('take a finding into the corpus')
    .description('Takes a finding into the corpus under a readable name, with every mutant that dies of it.')
    .argument('<case>', 'the case.json of the finding');
  return withOptions(command, [
    new Option('--title <line>', 'what it is about; the file is named after it'),
    shared.impl().default(undefined, 'the one it was found in'),
    shared.corpus().default('corpus'),
    ...together.real(),
    shared.json(),
  ]).action(async (file: string, options: Options) => finish(await add(file, options)));
}

async function add(file: string, options: Options): Promise<ExitStatus> {
  const opened = await openCase(file);
  const { target, kept } = opened;
  const { corpus } = options;
  const cases = existsSync(corpus) ? await readCorpus(corpus, [target], [target.name]) : [];
  const there = cases.find(entry => entry.kind === 'case' && sameCase(entry, kept));
  if (there !== undefined) return tell(options, there.file, 'is there already, with this scenario');
  const subject = await caseSubject(target, kept.case, options);
  await using trials = openTrials([opened], options.timeout, subject);
  const kills = await killedBy(target, kept.case, trials);
  const complete = {
    ...kept.case,
    title: options.title ?? kept.case.title,
    expect: { ...kept.case.expect, kills },
  };
  const { kind, problems } = await replayCase(target, complete, trials.replay);
  if (kind !== 'holds') throw new HarnessFault(`${file}: ${problems.join('; ')}`, 'bad-case');
  const added = await keepCase(corpus, complete, options.title ?? target.account.gist(kept.case.scenario));
  return tell(options, added, kills.length === 0 ? 'added' : `added; it kills ${kills.join(', ')}`);
}

/** Every mutant that dies of the scenario: those the case names first. */
async function killedBy(target: AnyTarget, { expect, scenario }: Case, trials: Trials): Promise<string[]> {
  const kills = [...expect.kills];
  for (const mutant of target.mutants) {
    if (kills.includes(mutant.name)) continue;
    const { kind } = await trials.judge(target, mutant.name, scenario);
    if (kind === 'violation' || kind === 'hang' || kind === 'crash') kills.push(mutant.name);
  }
  return kills;
}

async function tell({ json }: Options, file: string, what: string): Promise<ExitStatus> {
  await (json ? printJson({ file, what }) : printText(`${file}: ${what}`));
  return exitStatus.nothingNew;
}
