import type { MountedFile } from '../../../harness/world/engine/probe/parse-mounts.ts';
import { bytesOf } from '../posture/limits.ts';
import type { Project, Told, ToldShared } from './project.ts';
import type { InsideMount } from './service-inside.ts';

/** What every container has mounted. */
const usual = /^\/(?:$|(?:proc|sys|dev)(?:\/|$)|etc\/(?:resolv\.conf|hostname|hosts)$|sbin\/docker-init$)/;

/** The name of a volume to which nobody gave one. */
const nameless = /^[0-9a-f]{64}$/;

/**
 * What is mounted in a container beside what is in every one. That it is there, read-only or not, and how large, the
 * kernel says. Where it comes from the engine says too, since the kernel tells the path on a file system only: where the
 * two don't fit, the kernel's counts.
 * @param plain takes the world's folder out of a path
 */
export function mountsInside(
  mounts: readonly MountedFile[],
  told: Told,
  { volumes }: Project,
  plain: (path: string) => string,
): readonly InsideMount[] {
  const binds = told.Mounts.filter(({ Type }) => Type === 'bind').map(({ Destination }) => Destination);
  const declared = new Set([
    ...told.Mounts.map(({ Destination }) => Destination),
    ...Object.keys(told.HostConfig.Tmpfs ?? {}),
  ]);
  const seen = mounts.filter(
    ({ at }) => declared.has(at) || !(usual.test(at) || binds.some(bind => isBelow(at, bind))),
  );
  // A later mount at the same place covers the earlier.
  const last = new Map(seen.map(mount => [mount.at, mount]));
  return Array.from(last.values(), mount => insideMount(mount, told, volumes, plain)).toSorted((a, b) =>
    a.at < b.at ? -1 : 1,
  );
}

/** Whether a mount is read-only. */
export function isReadOnly({ options }: MountedFile): boolean {
  return options.includes('ro');
}

/** What lies below a bind mount comes with it: the folder's own mounts. */
function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder === '/' ? folder : `${folder}/`);
}

function insideMount(
  mount: MountedFile,
  told: Told,
  volumes: readonly ToldShared[],
  plain: (path: string) => string,
): InsideMount {
  const { at, root, type } = mount;
  const common = { at: plain(at), readOnly: isReadOnly(mount) };
  const said = told.Mounts.find(({ Destination }) => Destination === at);
  if (said?.Type === 'volume') {
    const known = volumes.find(({ onEngine }) => onEngine === said.Name);
    if (root.endsWith(said.Source)) {
      const name = known?.name ?? said.Name ?? '';
      return { ...common, kind: 'volume', from: nameless.test(name) ? '' : name, size: undefined };
    }
    const device = known?.device ?? '';
    return { ...common, kind: 'bind', from: plain(fits(device, root) ? device : root), size: undefined };
  }
  if (said?.Type === 'bind')
    return {
      ...common,
      kind: 'bind',
      from: plain(fits(said.Source, root) ? said.Source : root),
      size: undefined,
    };
  if (type !== 'tmpfs') return { ...common, kind: 'bind', from: plain(root), size: undefined };
  const [, size] =
    /^size=(.*)$/.exec(mount.ofFileSystem.find(option => option.startsWith('size=')) ?? '') ?? [];
  return { ...common, kind: 'tmpfs', from: '', size: size === undefined ? undefined : bytesOf(size) };
}

/** Whether a path may be the one that a file system has under another name: links and mounts stand before it. */
function fits(source: string, root: string): boolean {
  return root === '/' || source.endsWith(root) || root.endsWith(source);
}
