import * as fs from 'node:fs';
import process from 'node:process';
import type { Folder, Listener, Machine, Next } from './machine.ts';
import { bindAt, Waiting } from './sockets.ts';

const permissionBits = 0o7777;

/** The machine itself. @param stopped fulfilled when the server is asked to end */
export function nodeMachine(stopped: Promise<void>): Machine {
  const own = process.geteuid?.();
  if (own === undefined) throw new TypeError('there are no user ids here');
  const waiting = new Waiting();
  let stopping = false;
  void stopped.then(() => {
    stopping = true;
    waiting.ring();
  });
  for (const stream of [process.stdout, process.stderr]) {
    // Whoever read it has gone: no reason to leave the caller alone.
    stream.on('error', () => {});
  }
  return {
    uid: own,
    umask: mask => process.umask(mask),
    mkdir: (path, mode) => fs.mkdirSync(path, { mode }),
    rmdir: path => fs.rmdirSync(path),
    openFolder: path => openFolder(path),
    spare: () => {
      const descriptor = fs.openSync('/dev/null', 'r');
      return { close: () => fs.closeSync(descriptor) };
    },
    next: async (listeners, withinMs) => {
      const next = await waitFor(waiting, listeners, withinMs);
      return stopping ? { kind: 'stop' } : next;
    },
    say: line => void process.stdout.write(`${line}\n`),
    complain: line => void process.stderr.write(`${line}\n`),
  };
}

async function waitFor(
  waiting: Waiting,
  listeners: readonly Listener[],
  withinMs: number | undefined,
): Promise<Next> {
  if (listeners.length === 0)
    return await new Promise(resolve => setTimeout(resolve, withinMs ?? 0, { kind: 'late' }));
  const listener = await waiting.next(listeners);
  return listener === undefined ? { kind: 'late' } : { kind: 'peer', listener };
}

/** Entries are named by the descriptor: a path would be looked up anew each time, and could lead elsewhere by then. */
function openFolder(path: string): Folder {
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = fs.constants;
  const descriptor = fs.openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  const here = `/proc/self/fd/${descriptor}`;
  return {
    status: () => {
      const { uid, mode } = fs.fstatSync(descriptor);
      return { uid, mode: mode & permissionBits };
    },
    names: () => fs.readdirSync(here),
    chmod: mode => fs.fchmodSync(descriptor, mode),
    chown: uid => fs.fchownSync(descriptor, uid, -1),
    bind: name => bindAt(`${here}/${name}`),
    chmodEntry: (name, mode) => fs.chmodSync(`${here}/${name}`, mode),
    chownEntry: (name, uid) => fs.lchownSync(`${here}/${name}`, uid, -1),
    unlink: name => fs.unlinkSync(`${here}/${name}`),
    close: () => fs.closeSync(descriptor),
  };
}
