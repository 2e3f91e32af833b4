import { statSync } from 'node:fs';
import { Command, Option } from 'commander';
import { applyMerge, planMerge } from '../../corpus/merge.ts';
import { corpusFolder } from '../corpus-folder.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { shared } from '../options.ts';
import { printJson, printText } from '../print.ts';
import { findTargets } from '../registry.ts';
import type { Finish } from '../run.ts';
import { UsageError } from '../usage-error.ts';

interface Options {
  readonly corpus?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `seatrial corpus merge` */
export function mergeCommand(finish: Finish): Command {
  return new Command('merge')
    .summary('take in another corpus')
    .description(
      'Takes in the cases of another corpus. Of two in one bucket the smaller stays. Broken ones are left, and told of.',
    )
    .argument('<folder>', 'the other corpus')
    .addOption(shared.corpus())
    .addOption(new Option('--dry-run', 'say what would be done, and do nothing'))
    .addOption(shared.json())
    .action(async (folder: string, options: Options) => finish(await merge(folder, options)));
}

async function merge(folder: string, { corpus, dryRun = false, json = false }: Options): Promise<ExitStatus> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${folder}: there is no such folder`);
  }
  const targets = (await findTargets()).map(({ target }) => target);
  const plan = await planMerge(corpusFolder(corpus), folder, targets);
  if (!dryRun) await applyMerge(plan);
  const { added, replaced, kept, broken } = plan;
  if (json) {
    const files = (list: readonly { readonly file: string; readonly from: string }[]) =>
      list.map(({ file, from }) => ({ file, from }));
    await printJson({ added: files(added), replaced: files(replaced), kept, broken, done: !dryRun });
  } else {
    const lines = [
      ...added.map(({ file, from }) => `+ ${file} (from ${from})`),
      ...replaced.map(({ file, from, because }) => `~ ${file} (from ${from}: ${because})`),
      ...broken.flatMap(({ problems }) => problems.map(problem => `! ${problem}`)),
      `${added.length} added, ${replaced.length} replaced, ${kept.length} brought nothing new, ${broken.length} broken`,
    ];
    await printText(lines.join('\n'));
  }
  return broken.length > 0 ? exitStatus.harnessFault : exitStatus.nothingNew;
}
