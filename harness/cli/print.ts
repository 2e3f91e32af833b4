import { processOutput } from '../report/output.ts';

/** Prints the one JSON document of a command, and nothing else, to standard output. */
export async function printJson(document: unknown): Promise<void> {
  await write('stdout', JSON.stringify(document, null, 2));
}

/** Prints text for people. */
export async function printText(text: string, to: 'stdout' | 'stderr' = 'stdout'): Promise<void> {
  await write(to, text);
}

async function write(to: 'stdout' | 'stderr', text: string): Promise<void> {
  const output = processOutput(to);
  output.write(`${text}\n`);
  await output.flush?.();
}
