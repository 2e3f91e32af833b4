import { HarnessFault } from '../../../harness/harness-fault.ts';
import { findRelease } from '../../../harness/world/compose/find-compose.ts';
import { runDifferential, tellSmallest } from './differential.ts';

const usage = 'usage: compose-differential [FILE SETS [SEED]], both whole numbers above 0';

/** Exit 0: the model and Compose 2 agree; 1: they differ; 2: usage; 3: there is no Compose 2 here. */
async function main(words: readonly string[]): Promise<number> {
  const [count = 5_000, seed = 2_026, ...rest] = words.map(Number);
  if (rest.length > 0 || ![count, seed].every(number => Number.isSafeInteger(number) && number > 0)) {
    console.error(usage);
    return 2;
  }
  const compose = await findRelease('2.26.1');
  if (compose === undefined) {
    console.error('compose-differential: no Compose 2.26.1 here. Run: scripts/fetch-compose');
    return 3;
  }
  const { sets, vectors, models, differing, smallest } = await runDifferential(compose, count, seed);
  const number = (value: number) => value.toLocaleString('en-US');
  const agreed =
    differing === 0 ? `: ${number(models)} equal models, ${number(sets - models)} refused by both` : '';
  console.log(
    `${number(sets)} file sets · ${number(vectors)} vectors · ${number(differing)} differences · Compose ${compose.version}${agreed}`,
  );
  if (smallest !== undefined) console.log(`\n${tellSmallest(smallest)}`);
  return differing === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof HarnessFault)) throw error;
  console.error(`compose-differential: ${error.message}`);
  process.exitCode = 3;
}
