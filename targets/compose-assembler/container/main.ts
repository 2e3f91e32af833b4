import process from 'node:process';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import { findRelease } from '../../../harness/world/compose/find-compose.ts';
import { whyNoEngine } from '../../../harness/world/engine/engine-programs.ts';
import { openEngine } from '../../../harness/world/engine/open-engine.ts';
import { runInsideDifferential, tellCompared } from './inside-differential.ts';

const usage = 'usage: container-differential [FILE SETS [SEED]], both whole numbers above 0';

/** Exit 0: model, Compose and kernel agree; 1: they differ; 2: usage; 3: there is no engine or no Compose 2 here. */
async function main(words: readonly string[]): Promise<number> {
  const [count = 400, seed = 2_026, ...rest] = words.map(Number);
  if (rest.length > 0 || ![count, seed].every(number => Number.isSafeInteger(number) && number > 0)) {
    console.error(usage);
    return 2;
  }
  const compose = await findRelease('2.26.1');
  const lacking =
    compose === undefined ? 'no Compose 2.26.1 here. Run: scripts/fetch-compose' : whyNoEngine();
  if (compose === undefined || lacking !== undefined) {
    console.error(`container-differential: ${lacking}`);
    return 3;
  }
  await using open = await openEngine({ folder: process.cwd() });
  const { engine } = open;
  const { sets, seen, containers, differing, smallest, objections } = await runInsideDifferential(
    compose,
    engine,
    count,
    seed,
  );
  const number = (value: number) => value.toLocaleString('en-US');
  console.log(
    `${number(sets)} file sets · ${number(seen)} seen inside, ${number(containers)} containers · ${number(differing)} differences · engine ${engine.version} · Compose ${compose.version}`,
  );
  if (smallest !== undefined) {
    console.log(`\n${tellCompared(smallest)}`);
    console.log(['', 'all that differs:', ...objections].join('\n'));
  }
  return differing === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof HarnessFault)) throw error;
  console.error(`container-differential: ${error.message}`);
  process.exitCode = 3;
}
