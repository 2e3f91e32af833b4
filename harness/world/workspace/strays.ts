import process from 'node:process';
import { end, listProcesses, livesIn } from '../family/proc.ts';

/** Ends what still works in a folder, or has it in its environment. */
export function endStrays(folder: string): void {
  for (const pid of listProcesses()) if (pid !== process.pid && livesIn(pid, folder)) end(pid);
}
