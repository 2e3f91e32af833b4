#!/usr/bin/env node
import process from 'node:process';
import { runBroker } from './broker.ts';
import { parseCommandLine, usage } from './command-line.ts';
import { machineSeams } from './linux/machine-seams.ts';

// The command `egress-broker UPSTREAM KEY_FILE -- CHILD...`: the child's status; 125 when there was no broker, 2 when
// it was wrongly called.
const parsed = parseCommandLine(process.argv.slice(2));
if (parsed.kind === 'request') {
  // What is left of connections that were broken off is not waited for.
  process.exit(await runBroker(parsed.request, machineSeams()));
} else {
  process.stderr.write(`egress-broker: ${parsed.problem}\n${usage}\n`);
  process.exitCode = 2;
}
