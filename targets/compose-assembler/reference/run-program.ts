import { spawn } from 'node:child_process';
import type { Ending, RunLimits } from './seams.ts';

const kept = 2_000;

/**
 * Runs a program with one argument, in a process group of its own, and ends the whole group when the program ends or
 * its time is up: a child that stays behind could write to its file after it was judged.
 */
export function runProgram(program: string, argument: string, limits: RunLimits): Promise<Ending> {
  return new Promise(resolve => {
    const child = spawn(program, [argument], {
      cwd: limits.folder,
      detached: true,
      shell: false,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    let timedOut = false;
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => {
      said = (said + text).slice(-kept);
    });
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child.pid);
    }, limits.seconds * 1_000);
    child.once('error', error => {
      clearTimeout(timer);
      resolve({ kind: 'not started', reason: error.message });
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      endGroup(child.pid);
      const finish = () => {
        clearTimeout(patience);
        child.stderr.destroy();
        if (timedOut) resolve({ kind: 'timed out', seconds: limits.seconds });
        else if (signal !== null) resolve({ kind: 'killed', signal, lastWords: lastLine(said) });
        else resolve({ kind: 'exited', code: code ?? 1, lastWords: lastLine(said) });
      };
      // A child that left the group may hold the pipe open for ever.
      const patience = setTimeout(finish, 200);
      child.once('close', finish);
    });
  });
}

function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // ESRCH: nobody is left.
  }
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.trim() ?? '';
}
