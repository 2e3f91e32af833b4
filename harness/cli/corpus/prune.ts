import { Command, Option } from 'commander';
import { applyPrune, planPrune } from '../../corpus/prune.ts';
import { corpusFolder } from '../corpus-folder.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { shared } from '../options.ts';
import { printJson, printText } from '../print.ts';
import { findTargets } from '../registry.ts';
import type { Finish } from '../run.ts';

interface Options {
  readonly corpus?: string;
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `seatrial corpus prune` */
export function pruneCommand(finish: Finish): Command {
  return new Command('prune')
    .summary('drop cases that add nothing')
    .description('Drops found cases that add no label, bucket or kill to the others.')
    .addOption(new Option('--all', 'also cases that come from a seed or were written by hand'))
    .addOption(new Option('--dry-run', 'say what would be dropped, and drop nothing'))
    .addOption(shared.corpus())
    .addOption(shared.json())
    .action(async (options: Options) => finish(await prune(options)));
}

async function prune({ corpus, all = false, dryRun = false, json = false }: Options): Promise<ExitStatus> {
  const targets = (await findTargets()).map(({ target }) => target);
  const plan = await planPrune(corpusFolder(corpus), targets, { all });
  if (!dryRun) await applyPrune(plan);
  const { kept, dropped, broken } = plan;
  if (json) await printJson({ ...plan, done: !dryRun });
  else {
    const lines = [
      ...dropped.map(file => `- ${file}`),
      ...broken.flatMap(({ problems }) => problems.map(problem => `! ${problem}`)),
      `${dropped.length} ${dryRun ? 'would go' : 'dropped'}, ${kept.length} kept, ${broken.length} broken`,
    ];
    await printText(lines.join('\n'));
  }
  return broken.length > 0 ? exitStatus.harnessFault : exitStatus.nothingNew;
}
