import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Child, ChildEnd, ChildStart, Descriptor } from '../seams.ts';

/** Starts the child with the broker's standard descriptors, and its end of the channel as descriptor 3. */
export function spawnChild(
  { words: [program, ...rest], environment }: ChildStart,
  control: Descriptor,
): Child {
  const child = spawn(program, rest, { env: environment, stdio: ['inherit', 'inherit', 'inherit', control] });
  const ended = new Promise<ChildEnd>(resolve => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT';
      resolve({ kind: 'not-started', reason: error.code ?? error.message, missing });
    });
    child.once('exit', (status, signal) => {
      const number = signal === null ? 0 : constants.signals[signal];
      resolve(signal === null ? { kind: 'exited', status: status ?? 0 } : { kind: 'killed', signal: number });
    });
  });
  return { ended, signal: name => void child.kill(name) };
}
