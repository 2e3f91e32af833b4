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

/** A cell about to be built; `done` once it stands, or could not be built. */
export interface Plan {
  readonly words: Words;
  done(): void;
}

/** What comes before a program to make it pid 1 of a cell built by unshare(1) and mount(8). */
export function namespacesPlan(unshare: string, view: View): Plan {
  const stage = mkdtempSync(join(tmpdir(), 'seatrial-stage-'));
  const isRoot = process.geteuid?.() === 0;
  const [uid, gid] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
  const outer = isRoot ? [] : ['--user', '--map-root-user'];
  // Mounting takes being root there, which the program is not to be.
  const inner = isRoot ? [] : [unshare, '--user', '--mount', `--map-user=${uid}`, `--map-group=${gid}`, '--'];
  const flags = ['--mount', '--pid', '--net', '--ipc', '--fork', '--kill-child'];
  const mounting = [...mountLines(stage, view)].join('\n');
  return {
    words: [unshare, ...outer, ...flags, '--', '/bin/sh', '-c', buildScript, 'sh', mounting, ...inner],
    done: () => rmdirSync(stage),
  };
}

/** A stage is needed: what is shown below a hidden folder has to be put by before the folder is hidden. */
function* mountLines(stage: string, { writable, hidden }: View): Generator<string> {
  const [dev, shm] = [quoted(`${stage}/dev`), quoted(`${stage}/dev/shm`)];
  yield `mount -t tmpfs -o mode=755 tmpfs ${quoted(stage)}`;
  yield `mkdir ${dev} ${shm}`;
  for (const name of deviceNames) yield `: >${dev}/${name}; mount --bind /dev/${name} ${dev}/${name}`;
  for (const [name, to] of deviceLinks) yield `ln -s ${to} ${dev}/${name}`;
  for (const [nth, path] of writable.entries()) {
    yield `mkdir ${quoted(`${stage}/${nth}`)}; mount --rbind ${quoted(path)} ${quoted(`${stage}/${nth}`)}`;
  }
  for (const { path, options } of readMounts().filter(isClosed)) {
    yield `mount -o ${readOnly(options)} ${quoted(path)}`;
  }
  for (const path of hidden) yield `mount -t tmpfs -o mode=711,size=1m tmpfs ${quoted(path)}`;
  for (const [nth, path] of writable.entries()) {
    yield `mkdir -p ${quoted(path)}; mount --move ${quoted(`${stage}/${nth}`)} ${quoted(path)}`;
  }
  for (const path of hidden) yield `mount -o remount,ro ${quoted(path)}`;
  yield `mount --rbind ${dev} /dev; mount -o remount,bind,ro /dev`;
  yield `mount -t tmpfs -o nosuid,nodev,mode=1777,size=${sharedMemoryBytes} tmpfs /dev/shm`;
  yield `umount -l ${quoted(stage)}`;
  yield 'mount -t proc -o nosuid,nodev,noexec proc /proc';
  for (const name of ['sys', 'sysrq-trigger', 'irq', 'bus']) {
    yield `mount --bind /proc/${name} /proc/${name}; mount -o remount,bind,ro,nosuid,nodev,noexec /proc/${name}`;
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
