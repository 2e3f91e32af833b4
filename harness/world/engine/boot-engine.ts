import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { HarnessFault } from '../../harness-fault.ts';
import { childrenOf, look } from '../family/proc.ts';
import { systemPath } from '../find-program.ts';
import { EngineClient } from './engine-client.ts';
import { makeSocketPath } from './engine-folder.ts';
import { type EnginePrograms, findEnginePrograms } from './engine-programs.ts';
import { type EngineState, writeState } from './engine-state.ts';

/** How an engine is started. */
export interface BootOptions {
  /** Its folder, made before. */
  readonly folder: string;
  /** Whether it ends with this process, however this ends; else it is left running. */
  readonly bound: boolean;
}

const readyLimitMs = 30_000;
const pollMs = 25;

/**
 * In namespaces of its own the engine changes nothing of the machine: its mounts, its network with its firewall, and
 * its processes end with them. /run is empty there, so that it finds no engine that already runs; in it the engine has
 * its socket where everybody looks for one.
 */
const script = `set -e
mount --make-rslave /
mount -t tmpfs -o mode=755 tmpfs /run
"$BUSYBOX" ip link set lo up
ulimit -n 65536 2>/dev/null || true
exec "$INIT" -s -- "$DOCKERD" "$@"`;

/**
 * Starts a Docker engine that shares nothing with any other.
 * @throws HarnessFault `engine` when it does not come up, with the last it said
 */
export async function bootEngine({ folder, bound }: BootOptions): Promise<EngineState> {
  const found = findEnginePrograms();
  if (found.kind === 'missing')
    throw new HarnessFault(`an engine needs ${found.programs.join(', ')}`, 'engine');
  const socket = makeSocketPath(folder);
  const cgroup = `seatrial-${randomBytes(6).toString('hex')}`;
  const log = join(folder, 'engine.log');
  writeState(folder, { socket, cgroup });
  writeFileSync(join(folder, 'daemon.json'), '{}\n');
  const out = openSync(log, 'a', 0o600);
  const [program, ...words] = wordsFor(found.programs, bound);
  const outer = spawn(program, [...words, ...settings(folder, socket, cgroup)], {
    cwd: folder,
    stdio: ['ignore', out, out],
    detached: !bound,
    env: {
      PATH: systemPath,
      HOME: folder,
      BUSYBOX: found.programs.busybox,
      INIT: found.programs['docker-init'],
      DOCKERD: found.programs.dockerd,
    },
  });
  closeSync(out);
  let ended = false;
  outer.on('error', () => (ended = true)).on('exit', () => (ended = true));
  outer.unref();
  using client = new EngineClient(socket);
  for (let waited = 0; waited < readyLimitMs && !ended; waited += pollMs) {
    if (await answers(client)) {
      const [pid = 0] = childrenOf(outer.pid ?? 0);
      const state = { process: { pid, start: look(pid)?.start ?? 0 }, socket, cgroup };
      writeState(folder, state);
      return state;
    }
    await setTimeout(pollMs);
  }
  outer.kill('SIGKILL');
  throw new HarnessFault(`a Docker engine of its own did not come up: ${lastWords(log)}`, 'engine');
}

function wordsFor({ setpriv, unshare }: EnginePrograms, bound: boolean): readonly [string, ...string[]] {
  const apart = [
    unshare,
    '--mount',
    '--net',
    '--pid',
    '--ipc',
    '--uts',
    '--fork',
    '--kill-child',
    '--mount-proc',
  ];
  const shell = ['/bin/sh', '-c', script, 'engine'];
  const [first = unshare, ...rest] = bound ? [setpriv, '--pdeathsig', 'KILL', ...apart] : apart;
  return [first, ...rest, ...shell];
}

function settings(folder: string, socket: string, cgroup: string): readonly string[] {
  return [
    `--config-file=${join(folder, 'daemon.json')}`,
    `--data-root=${join(folder, 'data')}`,
    '--exec-root=/run/docker',
    '--pidfile=/run/dockerd.pid',
    '--host=unix:///run/docker.sock',
    `--host=unix://${socket}`,
    '--storage-driver=vfs',
    '--iptables=false',
    '--ip6tables=false',
    '--ip-forward=false',
    '--bridge=none',
    '--exec-opt=native.cgroupdriver=cgroupfs',
    `--cgroup-parent=/${cgroup}`,
    '--log-level=warn',
  ];
}

async function answers(client: EngineClient): Promise<boolean> {
  try {
    return (await client.ask({ path: '/_ping', limitMs: 2_000 })).status === 200;
  } catch {
    return false;
  }
}

/** The last line of a log, without its time. */
function lastWords(log: string): string {
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  const [, message] = /msg="((?:[^"\\]|\\.)*)"/.exec(lines.at(-1) ?? '') ?? [];
  return message ?? lines.at(-1) ?? 'it said nothing';
}
