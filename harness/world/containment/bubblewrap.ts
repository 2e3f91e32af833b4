import process from 'node:process';
import { deviceLinks, deviceNames, sharedMemoryBytes, type View } from './view.ts';
import type { Words } from './words.ts';

/**
 * What comes before a program to make it pid 1 of a cell built by bubblewrap. `--dev` would do for the devices, but it
 * costs a second user namespace that nsenter(1) can't get into.
 */
export function bubblewrapWords(bwrap: string, { writable, hidden }: View): Words {
  const namespaces = ['--unshare-pid', '--unshare-ipc', '--unshare-net', '--die-with-parent', '--as-pid-1'];
  const capabilities = process.geteuid?.() === 0 ? ['--cap-add', 'ALL'] : [];
  const devices = deviceNames.flatMap(name => ['--dev-bind', `/dev/${name}`, `/dev/${name}`]);
  const links = deviceLinks.flatMap(([name, to]) => ['--symlink', to, `/dev/${name}`]);
  const memory = ['--size', `${sharedMemoryBytes}`, '--perms', '1777', '--tmpfs', '/dev/shm'];
  const machine = ['--ro-bind', '/', '/', '--proc', '/proc', '--tmpfs', '/dev', ...devices, ...links];
  const hide = hidden.flatMap(path => ['--perms', '0711', '--tmpfs', path]);
  const show = writable.flatMap(path => ['--bind', path, path]);
  const shut = [...hidden, '/dev'].flatMap(path => ['--remount-ro', path]);
  return [bwrap, ...namespaces, ...capabilities, ...machine, ...memory, ...hide, ...show, ...shut, '--'];
}
