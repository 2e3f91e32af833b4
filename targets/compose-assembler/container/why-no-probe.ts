import type { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import type { Told } from './project.ts';

/** What the probe can't do without: its shell and programs, itself, and the kernel's accounts. */
const needed = ['/bin/sh', '/bin/busybox', '/probe', '/proc/self', '/sys/fs/cgroup', '/dev/null'];

/**
 * What a service asked for that keeps the probe from telling anything. Undefined: it asked for nothing of the kind, so that
 * a probe which said nothing is the harness's own trouble.
 */
export async function whyNoProbe(
  client: Pick<EngineClient, 'get'>,
  told: Pick<Told, 'Id' | 'Mounts' | 'HostConfig'>,
): Promise<string | undefined> {
  const covered = needed.find(path => isCovered(path, told));
  if (covered !== undefined) return `the probe needs ${covered}, where the service mounts something`;
  const { State } = await client.get<{ readonly State: { readonly OOMKilled: boolean } }>({
    path: `/containers/${told.Id}/json`,
  });
  return State.OOMKilled ? 'its limit of memory is too low for the probe' : undefined;
}

function isCovered(path: string, { Mounts, HostConfig }: Pick<Told, 'Mounts' | 'HostConfig'>): boolean {
  const at = [...Mounts.map(({ Destination }) => Destination), ...Object.keys(HostConfig.Tmpfs ?? {})];
  return at.some(place => path === place || path.startsWith(place.endsWith('/') ? place : `${place}/`));
}
