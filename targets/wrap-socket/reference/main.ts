#!/usr/bin/env node
import process from 'node:process';

// The command `wrap-socket SOCKET_DIR CALLER_UID`: status 0 asked to end by SIGTERM, 2 refused.
const stopped = new Promise<void>(resolve => process.once('SIGTERM', () => resolve()));
try {
  const { nodeMachine } = await import('./node-machine.ts');
  const { wrapSocket } = await import('./wrap-socket.ts');
  process.exit(await wrapSocket(process.argv.slice(2), nodeMachine(stopped)));
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  process.stderr.write(`wrap-socket: ${why}\n`);
  process.exit(2);
}
