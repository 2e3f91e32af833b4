import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { readMounts } from '../workspace/mounts.ts';
import { deviceLinks, deviceNames, sharedMemoryBytes, type View } from './view.ts';
import type { Words } from './words.ts';

const buildScript = `set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
eval "$1"; shift
exec "$@"`;

/** A cell about to be built. */
export interface Plan {
  /** What comes before a program to make it pid 1 there. */
  readonly words: Words;
  /** What comes before each program that is started inside. */
  readonly inside: readonly string[];
  /** Called once it stands, or could not be built. */
  done(): void;
}

/** A cell built by unshare(1) and mount(8). */
export function namespacesPlan(unshare: string, view: View): Plan {
  // Not where it would be covered.
  const stage = mkdtempSync(join(tmpdir().startsWith('/dev/') ? '/var/tmp' : tmpdir(), 'seatrial-stage-'));
  const isRoot = process.geteuid?.() === 0;
  const [uid, gid] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
  const user = isRoot ? [] : ['--user', '--map-root-user'];
  // Mounting takes being root there, which programs are not to be.
  const inside = isRoot ? [] : [unshare, '--user', `--map-user=${uid}`, `--map-group=${gid}`, '--'];
  const flags = ['--mount', '--pid', '--net', '--ipc', '--fork', '--kill-child'];
  const mounting = [...mountLines(stage, view)].join('\n');
  return {
    words: [unshare, ...user, ...flags, '--', '/bin/sh', '-c', buildScript, 'sh', mounting],
    inside,
    done: () => rmdirSync(stage),
  };
}

/**
 * The view, a line each. Without -n, mount(8) would write to /run, which is closed by then. The stage is where what is
 * shown below a hidden folder waits while the folder is hidden.
 */
function* mountLines(stage: string, { writable, hidden }: View): Generator<string> {
  const [dev, shm] = [quoted(`${stage}/dev`), quoted(`${stage}/dev/shm`)];
  yield `mount -n -t tmpfs -o mode=755 tmpfs ${quoted(stage)}`;
  yield `mkdir ${dev} ${shm}`;
  for (const name of deviceNames) yield `: >${dev}/${name}; mount -n --bind /dev/${name} ${dev}/${name}`;
  for (const [name, to] of deviceLinks) yield `ln -s ${to} ${dev}/${name}`;
  for (const [nth, path] of writable.entries()) {
    yield `mkdir ${quoted(`${stage}/${nth}`)}; mount -n --rbind ${quoted(path)} ${quoted(`${stage}/${nth}`)}`;
  }
  for (const { path, options } of readMounts().filter(isClosed)) {
    if (hidden.some(folder => path.startsWith(`${folder}/`))) continue;
    // Another process may have unmounted it meanwhile.
    yield `mount -n -o ${readOnly(options)} ${quoted(path)} || ! mountpoint -q ${quoted(path)}`;
  }
  // Worlds may stand in shared memory.
  yield `mount -n --rbind ${dev} /dev; mount -n -o remount,bind,ro /dev`;
  yield `mount -n -t tmpfs -o nosuid,nodev,mode=1777,size=${sharedMemoryBytes} tmpfs /dev/shm`;
  for (const path of hidden) {
    yield `mkdir -p ${quoted(path)}; mount -n -t tmpfs -o mode=711,size=1m tmpfs ${quoted(path)}`;
  }
  for (const [nth, path] of writable.entries()) {
    yield `mkdir -p ${quoted(path)}; mount -n --move ${quoted(`${stage}/${nth}`)} ${quoted(path)}`;
  }
  for (const path of hidden) yield `mount -n -o remount,bind,ro ${quoted(path)}`;
  yield `umount -n -l ${quoted(stage)}`;
  yield 'ip link set lo up 2>&- || :';
  yield 'mount -n -t proc -o nosuid,nodev,noexec proc /proc';
  for (const name of ['sys', 'sysrq-trigger', 'irq', 'bus']) {
    const path = `/proc/${name}`;
    const close = `mount -n -o remount,bind,ro,nosuid,nodev,noexec ${path}`;
    yield `[ ! -e ${path} ] || { mount -n --bind ${path} ${path}; ${close}; }`;
  }
}

/** These are mounted anew. */
function isClosed({ path }: { readonly path: string }): boolean {
  return !/^\/(proc|dev)(\/|$)/.test(path);
}

/** What a user namespace may not take off a mount has to be said again. */
function readOnly(options: string): string {
  const kept = options.split(',').filter(option => option !== 'rw' && option !== 'ro');
  return ['remount', 'bind', 'ro', ...kept].join(',');
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
