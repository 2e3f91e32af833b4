import {
  containersOfProject,
  type ListedShared,
  nameInFiles,
  networksOfProject,
  volumesOfProject,
} from '../../../harness/world/engine/compose-project.ts';
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

/** What an engine has of a project. */
export async function findProject(client: EngineClient, project: string): Promise<Project> {
  const [ids, networks, volumes] = await Promise.all([
    containersOfProject(client, project),
    networksOfProject(client, project),
    volumesOfProject(client, project),
  ]);
  return {
    containers: await Promise.all(ids.map(id => client.get<Told>({ path: `/containers/${id}/json` }))),
    networks: networks.map(network => shared(network, 'network')),
    volumes: volumes.map(volume => shared(volume, 'volume')),
  };
}

function shared(
  { Name, Labels, Internal = false, Options }: ListedShared,
  kind: 'network' | 'volume',
): ToldShared {
  const name = nameInFiles(Labels, kind) ?? Name;
  return { name, onEngine: Name, internal: Internal, device: Options?.['device'] ?? '' };
}

/** The service that a container is of. */
export function serviceOf({ Config }: Told): string {
  return nameInFiles(Config.Labels, 'service') ?? '';
}
