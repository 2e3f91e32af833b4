import { Command } from 'commander';
import { addCommand } from './corpus/add.ts';
import { listCommand } from './corpus/list.ts';
import { mergeCommand } from './corpus/merge.ts';
import { pruneCommand } from './corpus/prune.ts';
import { sealCommand } from './corpus/seal.ts';
import type { Finish } from './run.ts';

const examples = `
Examples:
  seatrial corpus list
  seatrial corpus add .seatrial/findings/…/case.json --title "Root in production"
  seatrial corpus merge ../other/corpus
  seatrial corpus prune --dry-run`;

export function create(finish: Finish): Command {
  return new Command('corpus')
    .description('Looks after the cases that are kept.')
    .addCommand(listCommand(finish))
    .addCommand(addCommand(finish))
    .addCommand(sealCommand(finish))
    .addCommand(mergeCommand(finish))
    .addCommand(pruneCommand(finish))
    .addHelpText('after', examples);
}
