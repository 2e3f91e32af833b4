import { containerPath, tmpfsTarget, volumeOf } from '../../../harness/compose/by-target.ts';
import { isMapping, itemsOf, type Tree, textOf, valueAt } from '../../../harness/compose/tree.ts';
import type { Facet, Place } from './place.ts';

/** Something that is mounted into a container. */
export interface Mount {
  /** Absolute path on the host, links followed; for a named volume its name, for tmpfs nothing. */
  readonly source: string;
  readonly fromHost: boolean;
  readonly target: string;
  readonly readOnly: boolean;
}

/** Sockets that give whoever reaches them the machine. */
const sockets = [
  '/run/docker.sock',
  '/var/run/docker.sock',
  '/run/containerd/containerd.sock',
  '/run/podman/podman.sock',
];

/** Everything mounted into a service: volumes, named volumes that are binds in disguise, secrets, configs, tmpfs. */
export function mountsOf(place: Place): readonly Mount[] {
  const known = mounts.get(place) ?? readMounts(place);
  mounts.set(place, known);
  return known;
}

const mounts = new WeakMap<Place, readonly Mount[]>();

function readMounts(place: Place): readonly Mount[] {
  const { service } = place;
  return [
    ...itemsOf(service.get('volumes')).map(item => volumeMount(item, place)),
    ...itemsOf(service.get('secrets')).flatMap(item => fileMount(item, 'secrets', '/run/secrets', place)),
    ...itemsOf(service.get('configs')).flatMap(item => fileMount(item, 'configs', '', place)),
    ...itemsOf(service.get('tmpfs')).map(item => tmpfs(tmpfsTarget(item))),
  ];
}

function tmpfs(target: string): Mount {
  return { source: '', fromHost: false, target, readOnly: false };
}

function volumeMount(item: Tree, { model, host }: Place): Mount {
  const { type, source, target, readOnly } = volumeOf(item);
  const device = textOf(valueAt(model, 'volumes', source, 'driver_opts', 'device'));
  if (type === 'bind') return { source: host.realPath(source), fromHost: true, target, readOnly };
  if (device.startsWith('/')) return { source: host.realPath(device), fromHost: true, target, readOnly };
  return { source, fromHost: false, target, readOnly };
}

/** A secret or config that comes from a file is a read-only bind of that file. */
function fileMount(item: Tree, section: string, folder: string, { model, host }: Place): readonly Mount[] {
  const name = isMapping(item) ? textOf(item.get('source')) : textOf(item);
  const file = textOf(valueAt(model, section, name, 'file'));
  if (file === '') return [];
  const wanted = isMapping(item) ? textOf(item.get('target')) : '';
  const target = wanted.startsWith('/') ? wanted : `${folder}/${wanted || name}`;
  return [{ source: host.realPath(file), fromHost: true, target: containerPath(target), readOnly: true }];
}

/** Whether a path is another one or lies below it. */
function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);
}

/** Whether a service reaches an engine's socket: by a mount of it or of a folder above it. Read-only is no help. */
export function reachesSocket(place: Place): boolean {
  return mountsOf(place).some(({ fromHost, source }) => fromHost && sockets.some(s => isWithin(s, source)));
}

/** The engine's socket mounted; a read-only mount made writable, replaced, taken away or covered in part. */
export const looserMounts: Facet = function* (before, after, relation) {
  if (reachesSocket(after) && !reachesSocket(before)) yield "reaches the engine's socket";
  if (relation === 'stranger') return;
  const had = mountsOf(before);
  const has = mountsOf(after);
  for (const kept of had.filter(mount => mount.readOnly)) {
    const now = has.findLast(mount => mount.target === kept.target);
    if (now === undefined) yield `read-only mount at "${kept.target}" gone`;
    else if (!now.readOnly) yield `mount at "${kept.target}" writable`;
    else if (now.source !== kept.source) yield `mount at "${kept.target}" replaced`;
    for (const mount of has)
      if (mount.target !== kept.target && isWithin(mount.target, kept.target) && !isKnown(mount, had))
        yield `mount at "${kept.target}" covered in part`;
  }
};

function isKnown(mount: Mount, had: readonly Mount[]): boolean {
  return had.some(({ target, source }) => target === mount.target && source === mount.source);
}
