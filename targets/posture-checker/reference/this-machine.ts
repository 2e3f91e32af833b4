import { lstatSync, readFileSync, writeSync } from 'node:fs';
import { errorCode, type Machine } from './machine.ts';

const standardError = 2;

/** Writes a whole line to standard error, also when its reader is slow. */
function say(line: string): void {
  let rest = Buffer.from(`${line}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(standardError, rest));
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') throw error;
    }
  }
}

/** The machine this process runs on. Listeners are announced on standard error, not opened: whoever embeds it binds. */
export function thisMachine(): Machine {
  return {
    platform: process.platform,
    environment: process.env,
    effectiveUid() {
      if (process.geteuid === undefined) throw new Error('this platform has no user ids');
      return process.geteuid();
    },
    readStatus: () => readFileSync('/proc/self/status', 'utf8'),
    lstat: path => lstatSync(path),
    log: say,
    bind: address => say(JSON.stringify({ level: 'info', msg: 'would listen', address })),
  };
}
