import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import type { ProcessSeen } from '../../observation.ts';

function parts(path: string): readonly string[] {
  return readFileSync(path, 'latin1')
    .split('\0')
    .filter(part => part !== '');
}

/** A process as it shows to all of its user; undefined: it has ended, or is another's. */
function processSeen(pid: number | string): ProcessSeen | undefined {
  try {
    const environment = Object.fromEntries(
      parts(`/proc/${pid}/environ`).map(variable => {
        const at = variable.indexOf('=');
        return [variable.slice(0, at), variable.slice(at + 1)];
      }),
    );
    return { environment, arguments: parts(`/proc/${pid}/cmdline`) };
  } catch {
    return undefined;
  }
}

function parentOf(pid: string): number | undefined {
  try {
    return Number(/\) . (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1]);
  } catch {
    return undefined;
  }
}

/** This process and those below it. */
export function treeSeen(): readonly ProcessSeen[] {
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  const tree = new Set([process.pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const pid of pids) {
      const parent = parentOf(pid);
      if (parent === undefined || !tree.has(parent) || tree.has(Number(pid))) continue;
      tree.add(Number(pid));
      grown = true;
    }
  }
  return [...tree].flatMap(pid => processSeen(pid === process.pid ? 'self' : pid) ?? []);
}

/** Sockets that were open when this process began, beside its standard descriptors and the channel. */
export function inheritedSockets(): number {
  const counted: unknown = Reflect.get(globalThis, 'seatrialBornWith');
  if (typeof counted !== 'number')
    throw new TypeError('nobody counted the sockets that this process was born with');
  return counted;
}

/** Whether this process can read what its parent keeps to itself; null: it may read everybody's, and proves nothing. */
export function parentReadable(): boolean | null {
  const [, capabilities = '0'] =
    /^CapEff:\t([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'latin1')) ?? [];
  if (BigInt(`0x${capabilities}`) !== 0n) return null;
  try {
    readFileSync(`/proc/${process.ppid}/environ`);
    return true;
  } catch {
    return false;
  }
}
