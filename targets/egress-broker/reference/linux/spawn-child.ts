import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Child, ChildEnd, ChildStart, Descriptor } from '../seams.ts';

function notStarted(error: unknown): ChildEnd {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  return { kind: 'not-started', reason: code ?? String(error), missing };
}

/** Starts the child with the broker's standard descriptors, and its end of the channel as descriptor 3. */
export function spawnChild(
  { words: [program, ...rest], environment }: ChildStart,
  control: Descriptor,
): Child {
  let child: ChildProcess;
  try {
    child = spawn(program, rest, { env: environment, stdio: ['inherit', 'inherit', 'inherit', control] });
  } catch (error) {
    // Node tells some errors by an event and throws others, such as ENOTDIR and E2BIG.
    return { ended: Promise.resolve(notStarted(error)), signal: () => {} };
  }
  const ended = new Promise<ChildEnd>(resolve => {
    child.once('error', error => resolve(notStarted(error)));
    child.once('exit', (status, signal) => {
      const number = signal === null ? 0 : constants.signals[signal];
      resolve(signal === null ? { kind: 'exited', status: status ?? 0 } : { kind: 'killed', signal: number });
    });
  });
  return { ended, signal: name => void child.kill(name) };
}
