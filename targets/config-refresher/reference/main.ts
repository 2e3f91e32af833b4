#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { parseCommandLine, usage } from './command-line.ts';
import { nodeFileSystem } from './node-file-system.ts';
import { refresh, type Seams } from './refresh.ts';

// The command `config-refresher SOURCE TARGET MARKER [--drop KEY]...`: status 0 refreshed, 1 not, 2 wrongly called.
const seams: Seams = {
  files: nodeFileSystem,
  random: () => randomBytes(8).toString('hex'),
  now: Date.now,
  say: line => process.stdout.write(`${line}\n`),
  complain: line => process.stderr.write(`${line}\n`),
};

const parsed = parseCommandLine(process.argv.slice(2));
if (parsed.kind === 'request') {
  process.exitCode = await refresh(parsed.request, seams);
} else {
  seams.complain(`config-refresher: ${parsed.problem}\n${usage}`);
  process.exitCode = 2;
}
