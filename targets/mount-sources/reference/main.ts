import process from 'node:process';
import { mountSources, steps } from './mount-sources.ts';
import { nodeFiles } from './node-files.ts';

const { status, lines } = mountSources(process.env, nodeFiles, steps);
for (const line of lines) process.stderr.write(`mount-sources: ${line}\n`);
process.exitCode = status;
