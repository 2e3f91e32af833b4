import { spawn } from 'node:child_process';
import type { Surroundings } from './probe.ts';

/** How a program that was tried ended. */
export type Tried =
  | { readonly kind: 'ended'; readonly status: number | null; readonly out: string; readonly err: string }
  /** There is none of that name. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly reason: string };

/** How long a program may take, in ms. */
const patienceMs = 5_000;
const mostOutput = 64 * 1024;

/**
 * Runs a program for what it does on this machine: in a process group of its own that is ended after `limitMs`, in
 * an environment of `PATH` and `LC_ALL` alone, and with nothing to read.
 */
export function tryProgram(
  [program, ...words]: readonly [string, ...string[]],
  { path, folder }: Pick<Surroundings, 'path' | 'folder'>,
  limitMs = patienceMs,
): Promise<Tried> {
  return new Promise(resolve => {
    const child = spawn(program, words, {
      cwd: folder,
      env: { PATH: path, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const kept = { out: '', err: '' };
    const end = (tried: Tried): void => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(tried);
    };
    const timer = setTimeout(() => {
      if (child.pid !== undefined) endGroup(child.pid);
      end({ kind: 'failed', reason: `it took longer than ${limitMs / 1000} s` });
    }, limitMs);
    for (const name of ['out', 'err'] as const) {
      child[`std${name}`].setEncoding('utf8').on('data', (text: string) => {
        kept[name] = (kept[name] + text).slice(0, mostOutput);
      });
    }
    child.on('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'ENOENT' ? { kind: 'absent' } : { kind: 'failed', reason: error.message }),
    );
    child.on('close', (status, signal) =>
      end(
        signal === null
          ? { kind: 'ended', status, ...kept }
          : { kind: 'failed', reason: `it was ended by ${signal}` },
      ),
    );
  });
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}

/** Whether it was not there, or a shell that it is did not find what it was to run. */
export function isAbsent(tried: Tried): boolean {
  return tried.kind === 'absent' || (tried.kind === 'ended' && tried.status === 127);
}

/** What a program that did not do what was asked of it says: the last line of its errors, or its status. */
export function complaint(tried: Tried, program: string): string {
  if (tried.kind === 'absent') return 'not installed';
  if (tried.kind === 'failed') return tried.reason;
  const last = tried.err.trim().split('\n').at(-1) ?? '';
  return last || `${program} ended with status ${tried.status}`;
}
