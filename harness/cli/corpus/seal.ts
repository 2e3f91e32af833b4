import { Command } from 'commander';
import { sealCase } from '../../corpus/seal.ts';
import { near } from '../case-file.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { shared } from '../options.ts';
import { printJson, printText } from '../print.ts';
import { findTargets } from '../registry.ts';
import type { Finish } from '../run.ts';

/** `seatrial corpus seal` */
export function sealCommand(finish: Finish): Command {
  return new Command('seal')
    .summary('accept a case that was written or edited by hand')
    .description(
      'Accepts cases as they are now: gives each the digest of its scenario, and the layout of all cases.',
    )
    .argument('<case...>', 'files of cases')
    .addOption(shared.json())
    .action(async (files: readonly string[], options: { readonly json?: boolean }) =>
      finish(await seal(files, options.json === true)),
    );
}

async function seal(files: readonly string[], json: boolean): Promise<ExitStatus> {
  const targets = (await findTargets()).map(({ target }) => target);
  const sealings = [];
  for (const file of files) sealings.push(await sealCase(near(file), targets));
  if (json) await printJson({ cases: sealings });
  else {
    const lines = sealings.flatMap(sealing => {
      if (sealing.kind === 'broken') return sealing.problems.map(problem => `! ${problem}`);
      return [`${sealing.file}: ${sealing.changed ? 'sealed' : 'sealed already'}`];
    });
    await printText(lines.join('\n'));
  }
  return sealings.some(({ kind }) => kind === 'broken') ? exitStatus.harnessFault : exitStatus.nothingNew;
}
