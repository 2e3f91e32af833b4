#!/usr/bin/env node
import { exitStatus } from './exit-status.ts';
import { run } from './run.ts';

// What escapes is the harness's own fault: never Node's status 1, which would say that something was found.
process.on('uncaughtException', error => {
  process.stderr.write(`seatrial: this is a bug of Seatrial: ${error.stack ?? error.message}\n`);
  process.exit(exitStatus.harnessFault);
});
process.exitCode = await run(process.argv.slice(2));
// After a fault something may still be open that nobody will close: everything is told, so it need not be waited for.
setTimeout(() => process.exit(), 3_000).unref();
