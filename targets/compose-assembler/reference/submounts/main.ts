import { readFile, writeFile } from 'node:fs/promises';
import { submountsOverlay } from './overlay-text.ts';

/**
 * The generator `main.ts OUTPUT_FILE`, started in the project folder: mounts what the file `.submounts` names, one name
 * after the other with a NUL behind each, and hands in the variables that begin with `SESSION_`. The service is
 * `SUBMOUNTS_SERVICE`, or `agent`.
 */
async function main(output: string | undefined): Promise<number> {
  if (output === undefined) throw new Error('usage: submounts OUTPUT_FILE');
  const project = process.cwd();
  const list = await readFile('.submounts').catch(nothingWhereMissing);
  const names = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    .decode(list)
    .split('\0')
    .slice(0, -1);
  const variables = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      /^SESSION_\w+$/.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
  const service = process.env['SUBMOUNTS_SERVICE'] ?? 'agent';
  const text = submountsOverlay({ service, project, names, variables });
  if (text !== '') await writeFile(output, text, { flag: 'wx' });
  return 0;
}

function nothingWhereMissing(error: unknown): Buffer {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
  throw error;
}

process.exitCode = await main(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`submounts: ${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
