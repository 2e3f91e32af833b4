import { removeContainer } from './containers.ts';
import type { EngineClient } from './engine-client.ts';

const label = 'com.docker.compose';

/** A network or volume as an engine tells of it in a list; names as in Docker's HTTP interface. */
export interface ListedShared {
  readonly Name: string;
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly Internal?: boolean;
  readonly Options: Readonly<Record<string, string>> | null;
}

/** What a Compose file calls one of its services, networks or volumes, by the label that Compose gives what it makes. */
export function nameInFiles(
  labels: Readonly<Record<string, string>> | null,
  kind: 'service' | 'network' | 'volume',
): string | undefined {
  return labels?.[`${label}.${kind}`];
}

/** The filter that leaves what Compose made of a project: in events, and in lists. */
export function filterOf(project: string): { readonly label: readonly string[] } {
  return { label: [`${label}.project=${project}`] };
}

function filtered(project: string): { readonly filters: string } {
  return { filters: JSON.stringify(filterOf(project)) };
}

/** Ids of the containers that Compose made of a project, running or not. */
export async function containersOfProject(client: EngineClient, project: string): Promise<readonly string[]> {
  const found = await client.get<readonly { readonly Id: string }[]>({
    path: '/containers/json',
    query: { ...filtered(project), all: true },
  });
  return found.map(({ Id }) => Id);
}

/** The networks that Compose made of it. */
export async function networksOfProject(
  client: EngineClient,
  project: string,
): Promise<readonly ListedShared[]> {
  return client.get<readonly ListedShared[]>({ path: '/networks', query: filtered(project) });
}

/** The volumes that Compose made of it. */
export async function volumesOfProject(
  client: EngineClient,
  project: string,
): Promise<readonly ListedShared[]> {
  const { Volumes } = await client.get<{ readonly Volumes: readonly ListedShared[] | null }>({
    path: '/volumes',
    query: filtered(project),
  });
  return Volumes ?? [];
}

/**
 * Removes all that Compose made of a project, running or not.
 * @throws HarnessFault `engine` when something can't be removed
 */
export async function removeProject(client: EngineClient, project: string): Promise<void> {
  const ids = await containersOfProject(client, project);
  await Promise.all(ids.map(id => removeContainer(client, id)));
  const [networks, volumes] = await Promise.all([
    networksOfProject(client, project),
    volumesOfProject(client, project),
  ]);
  const remove = (path: string): Promise<unknown> => client.get({ method: 'DELETE', path });
  await Promise.all([
    ...networks.map(({ Name }) => remove(`/networks/${Name}`)),
    ...volumes.map(({ Name }) => remove(`/volumes/${Name}`)),
  ]);
}
