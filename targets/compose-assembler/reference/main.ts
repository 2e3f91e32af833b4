import { assemble } from './assemble.ts';
import { nodeSeams } from './node-seams.ts';
import { readSettings } from './settings.ts';

/** The command `main.ts PROJECT_DIR`: prints the list of Compose files, or says what is wrong. */
async function main(): Promise<number> {
  const printed: string[] = [];
  const said: string[] = [];
  const result = readSettings(process.argv[2], process.env);
  let status = 2;
  if (result.kind === 'unusable') {
    for (const problem of result.problems) said.push(`assemble: ${problem}`);
  } else {
    try {
      status = await assemble(
        result.settings,
        nodeSeams(
          line => printed.push(line),
          line => said.push(line),
        ),
      );
    } catch (error) {
      status = 1;
      said.push(`assemble: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (const line of said) process.stderr.write(`${line}\n`);
  if (status === 0) for (const line of printed) process.stdout.write(`${line}\n`);
  return status;
}

process.exitCode = await main();
