import { join } from 'node:path';
import { cachePlace, homeFolder, projectFolder, temporaryFolder } from '../command/cache-place.ts';
import type { ContainerWays, PostureScenario } from '../scenario.ts';
import type { Mount } from './docker-run.ts';

/** What every container has of its own, or from the machine so that programs run at all. */
const taken = [
  'usr',
  'bin',
  'sbin',
  'lib',
  'lib32',
  'lib64',
  'libx32',
  'etc',
  'proc',
  'sys',
  'dev',
  'seatrial',
];

const worldFolders = [projectFolder, homeFolder, temporaryFolder];

/** The mounts of a world's folders, or why the certificate cache can not be among them. */
export function cacheMounts(
  root: string,
  { certCache, cacheEntry: entry }: Pick<PostureScenario, 'certCache' | 'cacheEntry'>,
  { cache: way }: ContainerWays,
): { readonly mounts: readonly Mount[]; readonly reason?: string } {
  const mount = (to: string): Mount => ({ from: join(root, to), to, readOnly: false });
  const mounts = worldFolders.map(mount);
  const place = certCache ? cachePlace(certCache) : undefined;
  if (place === undefined || worldFolders.some(folder => place.startsWith(`${folder}/`))) return { mounts };
  const [top = '', ...rest] = place.slice(1).split('/');
  if (taken.includes(top)) return { mounts, reason: `a container has its own /${top}` };
  if (way === 'folder' && entry.kind === 'folder') return { mounts: [...mounts, mount(place)] };
  if (rest.length > 0) return { mounts: [...mounts, mount(`/${top}`)] };
  if (entry.kind === 'missing') return { mounts };
  if (entry.kind === 'link' || entry.kind === 'fault')
    return { mounts, reason: 'what is mounted itself is neither a link, nor fails to be looked at' };
  return { mounts: [...mounts, mount(place)] };
}
