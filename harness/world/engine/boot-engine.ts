import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { HarnessFault } from '../../harness-fault.ts';
import { childrenOf, look } from '../family/proc.ts';
import { systemPath } from '../find-program.ts';
import { pidNamespace } from '../workspace/places.ts';
import { bootScript } from './boot-script.ts';
import { isAnswering } from './engine-client.ts';
import { asDiskFault, socketPathFor } from './engine-folder.ts';
import { engineVariable } from './engine-processes.ts';
import { type EnginePrograms, findEnginePrograms } from './engine-programs.ts';
import { type EngineState, writeState } from './engine-state.ts';
import { lackingCapabilities, lesserRunc } from './lesser-runc.ts';
import { logName, whyItFailed } from './why-it-failed.ts';

/** How an engine is started. */
export interface BootOptions {
  /** Its folder, made before; absolute. */
  readonly folder: string;
  /** Whether it ends with this process, however this ends; else it is left running. */
  readonly bound: boolean;
  /** How long it may take, in ms. Default 30,000. */
  readonly limitMs?: number;
  /** Gives it up. */
  readonly signal?: AbortSignal | undefined;
}

const pollMs = 25;

/**
 * Starts a Docker engine that shares nothing with any other: in namespaces of its own it changes nothing of the machine,
 * whose mounts, network, firewall and processes it does not see the changes of either. Whatever happens, `endEngine` of
 * the folder leaves nothing of it.
 * @throws HarnessFault `engine` when it does not come up, with the last it said; `disk` when its folder can't be filled
 */
export async function bootEngine(options: BootOptions): Promise<EngineState> {
  const { folder, bound, limitMs = 30_000, signal } = options;
  const found = findEnginePrograms();
  if (found.kind === 'missing')
    throw new HarnessFault(`an engine needs ${found.programs.join(', ')}`, 'engine');
  const began = performance.now();
  const state = prepare(folder);
  const outer = launch(found.programs, state, folder, bound);
  let isOver = false;
  outer.on('error', () => (isOver = true)).on('exit', () => (isOver = true));
  while (!isOver && !signal?.aborted && performance.now() - began < limitMs) {
    const first = (await isAnswering(state.socket)) ? firstProcess(outer) : undefined;
    if (first !== undefined) {
      const ready = { ...state, process: first };
      writeState(folder, ready);
      return ready;
    }
    await setTimeout(pollMs);
  }
  outer.kill('SIGKILL');
  const why = signal?.aborted ? 'it was interrupted' : whyItFailed(folder, isOver ? undefined : limitMs);
  throw new HarnessFault(`a Docker engine of its own did not come up: ${why}`, 'engine');
}

/** What tells of the engine is on disk before there is one. */
function prepare(folder: string): EngineState {
  const state = { socket: socketPathFor(folder), cgroup: `seatrial-${randomBytes(6).toString('hex')}` };
  try {
    writeState(folder, state);
    if (dirname(state.socket) !== folder) mkdirSync(dirname(state.socket), { mode: 0o700 });
    writeFileSync(join(folder, 'daemon.json'), '{}\n');
    return state;
  } catch (cause) {
    throw asDiskFault(cause, 'the folder of an engine could not be filled');
  }
}

function launch(programs: EnginePrograms, state: EngineState, folder: string, bound: boolean): ChildProcess {
  const log = openSync(join(folder, logName), 'a', 0o600);
  const [program, ...words] = wordsFor(programs, bound);
  try {
    const outer = spawn(program, [...words, ...settings(folder, state)], {
      cwd: folder,
      stdio: ['ignore', log, log],
      // In a session of its own: Ctrl-C is for this process, which ends its engine when it has done with it.
      detached: true,
      env: {
        PATH: systemPath,
        HOME: folder,
        TMPDIR: folder,
        [engineVariable]: state.cgroup,
        BUSYBOX: programs.busybox,
        INIT: programs['docker-init'],
        DOCKERD: programs.dockerd,
        RUNC: programs.runc,
        LACKING: lackingCapabilities().join(' '),
        LESSER_RUNC: lesserRunc,
      },
    });
    outer.unref();
    return outer;
  } finally {
    closeSync(log);
  }
}

const apart = ['--mount', '--net', '--pid', '--ipc', '--uts', '--fork', '--kill-child', '--mount-proc'];

function wordsFor({ setpriv, unshare }: EnginePrograms, bound: boolean): readonly [string, ...string[]] {
  const first = [unshare, ...apart, '/bin/sh', '-c', bootScript, 'engine'] as const;
  return bound ? [setpriv, '--pdeathsig', 'KILL', ...first] : first;
}

function settings(folder: string, { socket, cgroup }: EngineState): readonly string[] {
  return [
    `--config-file=${join(folder, 'daemon.json')}`,
    `--data-root=${join(folder, 'data')}`,
    // It holds sockets, whose paths would be too long in the engine's folder; /run is the engine's own.
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
    // A container that floods its output fills no disk.
    '--log-opt=max-size=16m',
  ];
}

function firstProcess({ pid = 0 }: ChildProcess): EngineState['process'] {
  const [first = 0] = childrenOf(pid);
  const seen = look(first);
  return seen && { pid: first, start: seen.start, seenFrom: pidNamespace() };
}
