import { Command } from 'commander';
import { readCorpus } from '../../corpus/store.ts';
import { safeText } from '../../report/safe-text.ts';
import { corpusFolder } from '../corpus-folder.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { shared } from '../options.ts';
import { printJson, printText } from '../print.ts';
import { findTargets } from '../registry.ts';
import type { Finish } from '../run.ts';

interface Options {
  readonly corpus?: string;
  readonly json?: boolean;
}

/** `seatrial corpus list` */
export function listCommand(finish: Finish): Command {
  return new Command('list')
    .summary('list cases')
    .description('Lists the cases with what they are about. Exit 3 when one is broken.')
    .argument('[target...]', 'the targets; all, when none is named')
    .addOption(shared.corpus())
    .addOption(shared.json())
    .action(async (names: readonly string[], options: Options) => finish(await list(names, options)));
}

async function list(names: readonly string[], options: Options): Promise<ExitStatus> {
  const all = (await findTargets()).map(({ target }) => target);
  const only = (await findTargets(names)).map(({ target }) => target.name);
  const read = await readCorpus(corpusFolder(options.corpus), all, names.length === 0 ? undefined : only);
  const broken = read.filter(entry => entry.kind === 'broken');
  if (options.json) {
    const cases = read.flatMap(entry => {
      if (entry.kind === 'broken') return [];
      const { target, title, expect, origin, digest } = entry.case;
      return [{ file: entry.file, target, title, expect, origin, digest }];
    });
    await printJson({ cases, broken });
  } else {
    const lines = read.map(entry => {
      if (entry.kind === 'broken') return entry.problems.map(problem => `! ${safeText(problem)}`).join('\n');
      const { title, expect } = entry.case;
      return `${safeText(entry.file)}\n    ${safeText(title)} (kills ${expect.kills.length})`;
    });
    await printText([...lines, `${read.length} cases, ${broken.length} broken`].join('\n'));
  }
  return broken.length > 0 ? exitStatus.harnessFault : exitStatus.nothingNew;
}
