import { removeContainer } from '../../../harness/world/engine/containers.ts';
import type { EngineClient } from '../../../harness/world/engine/engine-client.ts';

/** What an engine tells of one container, as far as it is read; names as in Docker's HTTP interface. */
export interface Told {
  readonly Id: string;
  readonly Config: { readonly Tty: boolean; readonly Labels: Readonly<Record<string, string>> };
  readonly HostConfig: {
    readonly Privileged: boolean;
    readonly NetworkMode: string;
    readonly CgroupParent: string;
    readonly Tmpfs: Readonly<Record<string, string>> | null;
    readonly Runtime: string;
    readonly DeviceCgroupRules: readonly string[] | null;
    readonly PortBindings: Readonly<
      Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[] | null>
    > | null;
  };
  readonly Mounts: readonly {
    readonly Type: string;
    readonly Name?: string;
    readonly Source: string;
    readonly Destination: string;
  }[];
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, object>> };
}

/** A network or volume of a project, by its name in the Compose files. */
export interface ToldShared {
  readonly name: string;
  /** Its name on the engine. */
  readonly onEngine: string;
  readonly internal: boolean;
  /** What a volume stands for that is no folder of the engine's own. */
  readonly device: string;
}

/** All that Compose made of one project. */
export interface Project {
  readonly containers: readonly Told[];
  readonly networks: readonly ToldShared[];
  readonly volumes: readonly ToldShared[];
}

const label = 'com.docker.compose';

/** What an engine has of a project. */
export async function findProject(client: EngineClient, project: string): Promise<Project> {
  const query = filtered(project);
  const [containers, networks, volumes] = await Promise.all([
    client.get<readonly { readonly Id: string }[]>({
      path: '/containers/json',
      query: { ...query, all: true },
    }),
    client.get<readonly Shared[]>({ path: '/networks', query }),
    client.get<{ readonly Volumes: readonly Shared[] | null }>({ path: '/volumes', query }),
  ]);
  return {
    containers: await Promise.all(
      containers.map(({ Id }) => client.get<Told>({ path: `/containers/${Id}/json` })),
    ),
    networks: networks.map(network => shared(network, 'network')),
    volumes: (volumes.Volumes ?? []).map(volume => shared(volume, 'volume')),
  };
}

interface Shared {
  readonly Name: string;
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly Internal?: boolean;
  readonly Options: Readonly<Record<string, string>> | null;
}

function shared({ Name, Labels, Internal = false, Options }: Shared, kind: string): ToldShared {
  const name = Labels?.[`${label}.${kind}`] ?? Name;
  return { name, onEngine: Name, internal: Internal, device: Options?.['device'] ?? '' };
}

function filtered(project: string): Readonly<Record<string, string>> {
  return { filters: JSON.stringify({ label: [`${label}.project=${project}`] }) };
}

/** The service that a container is of. */
export function serviceOf({ Config }: Told): string {
  return Config.Labels[`${label}.service`] ?? '';
}

/** Removes all that there is of a project, running or not. */
export async function removeProject(client: EngineClient, project: string): Promise<void> {
  const query = filtered(project);
  const all = { ...query, all: true };
  const containers = await client.get<readonly { readonly Id: string }[]>({
    path: '/containers/json',
    query: all,
  });
  await Promise.all(containers.map(({ Id }) => removeContainer(client, Id)));
  const [networks, volumes] = await Promise.all([
    client.get<readonly { readonly Id: string }[]>({ path: '/networks', query }),
    client.get<{ readonly Volumes: readonly Shared[] | null }>({ path: '/volumes', query }),
  ]);
  await Promise.all([
    ...networks.map(({ Id }) => client.get({ method: 'DELETE', path: `/networks/${Id}` })),
    ...(volumes.Volumes ?? []).map(({ Name }) => client.get({ method: 'DELETE', path: `/volumes/${Name}` })),
  ]);
}
