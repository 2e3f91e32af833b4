import { readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';

const tickMs = 10;
const windowMs = 150;
const windows = 3;
/** Far more than a server takes that waits, and less than one gets that does not, on a machine with others to serve. */
const busyShare = 0.2;

/** Whether a process computes all the time: it tries again and again. */
export async function spins(pid: number): Promise<boolean> {
  for (let window = 0; window < windows; window += 1) {
    const [before, began] = [processorMs(pid), performance.now()];
    await after(windowMs);
    if (processorMs(pid) - before < busyShare * (performance.now() - began)) return false;
  }
  return true;
}

/** Fields 14 and 15 of proc_pid_stat(5). */
function processorMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return 0;
  }
}
