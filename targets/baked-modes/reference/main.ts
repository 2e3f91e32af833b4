#!/usr/bin/env node
import * as fs from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { type Baked, bake } from './bake.ts';
import { type CommandRequest, parseCommandLine, usage } from './command-line.ts';
import { readTree } from './read-tree.ts';
import { writeTree } from './write-tree.ts';

// The command `baked-modes CONTEXT_DIR [OUT_DIR]`: status 0 all is fine, 1 a path is not, 2 refused or wrongly called.

function textOf(path: string): string | undefined {
  return fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : undefined;
}

function bakeOnDisk({ context, out, paths, user, bases, harmlessRuns }: CommandRequest): Baked {
  const images = new Map([...bases].map(([name, folder]) => [name, readTree(folder)]));
  const baked = bake({
    dockerfile: fs.readFileSync(join(context, 'Dockerfile'), 'utf8'),
    // BuildKit takes the one that is named after the Dockerfile.
    ignore: textOf(join(context, 'Dockerfile.dockerignore')) ?? textOf(join(context, '.dockerignore')),
    context: readTree(context),
    user,
    paths,
    assumptions: { bases: name => images.get(name), harmlessRuns },
  });
  if (baked.root !== undefined && out !== undefined) writeTree(baked.root, out);
  return baked;
}

const request = parseCommandLine(process.argv.slice(2), process.env);
try {
  if (typeof request === 'string') throw new Error(`${request}\n${usage}`);
  const { verdicts, complaints, exit } = bakeOnDisk(request);
  for (const verdict of verdicts) process.stdout.write(`${JSON.stringify(verdict)}\n`);
  for (const line of complaints) process.stderr.write(`baked-modes: ${line}\n`);
  process.exitCode = exit;
} catch (error) {
  process.stderr.write(`baked-modes: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
