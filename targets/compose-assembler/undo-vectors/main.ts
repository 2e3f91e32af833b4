import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import { findRelease } from '../../../harness/world/compose/find-compose.ts';
import { whyNoEngine } from '../../../harness/world/engine/engine-programs.ts';
import { openEngine } from '../../../harness/world/engine/open-engine.ts';
import { documentOf } from './document.ts';
import type { Proof } from './proof.ts';
import { proveAll } from './prove-all.ts';
import { versionsOf } from './versions.ts';

const usage = 'usage: undo-vectors CORPUS DOCUMENT: the folder with the cases, and the file to write';

/** Exit 0: all proven, the document is written; 1: something is not as it must be; 2: usage; 3: it can't be done here. */
async function main(words: readonly string[]): Promise<number> {
  const [corpus, document, ...rest] = words;
  if (corpus === undefined || document === undefined || rest.length > 0) {
    console.error(usage);
    return 2;
  }
  const compose = await findRelease('2.26.1');
  const why = compose === undefined ? 'no Compose 2.26.1 here. Run: scripts/fetch-compose' : whyNoEngine();
  if (compose === undefined || why !== undefined) {
    console.error(`undo-vectors: ${why}`);
    return 3;
  }
  // What a run leaves that was killed is removed by the next one in the same folder.
  await using open = await openEngine({ folder: process.cwd() });
  const bench = { engine: open.engine, compose, unchecked, checked };
  const groups = await proveAll(bench, corpus, tell);
  const proofs = [...groups.values()].flat();
  const failed = proofs.filter(({ objections }) => objections.length > 0);
  console.log(`${proofs.length} vectors · ${proofs.length - failed.length} proven · ${failed.length} not`);
  if (failed.length > 0) return 1;
  await writeFile(document, documentOf(groups, await versionsOf(bench)));
  return 0;
}

/** As this very program is run: with what reads TypeScript, or compiled. */
const checked = {
  kind: 'cmd',
  words: [
    process.execPath,
    ...process.execArgv,
    fileURLToPath(new URL(`../reference/main${extname(import.meta.url)}`, import.meta.url)),
  ],
} as const;

const unchecked = {
  kind: 'cmd',
  words: [
    '/bin/bash',
    '-p',
    fileURLToPath(new URL('../mutants/shell/overlays-not-judged.sh', import.meta.url)),
  ],
} as const;

function tell({ vector, outcome, refusal, objections }: Proof): void {
  console.log(`${vector.case}: ${outcome}; the reference: exit ${refusal.exit}`);
  for (const objection of objections) console.log(`  ${objection}`);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof HarnessFault)) throw error;
  console.error(`undo-vectors: ${error.message}`);
  process.exitCode = 3;
}
