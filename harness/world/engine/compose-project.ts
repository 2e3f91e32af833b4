import { removeContainer } from './containers.ts';
import type { EngineClient } from './engine-client.ts';

const label = 'com.docker.compose.project';

function filtered(project: string): Readonly<Record<string, string>> {
  return { filters: JSON.stringify({ label: [`${label}=${project}`] }) };
}

/** Ids of the containers that Compose made of a project, running or not. */
export async function containersOfProject(client: EngineClient, project: string): Promise<readonly string[]> {
  const found = await client.get<readonly { readonly Id: string }[]>({
    path: '/containers/json',
    query: { ...filtered(project), all: true },
  });
  return found.map(({ Id }) => Id);
}

/** Removes the containers and volumes of a project that has no network. */
export async function removeContainersAndVolumes(client: EngineClient, project: string): Promise<void> {
  const ids = await containersOfProject(client, project);
  await Promise.all(ids.map(id => removeContainer(client, id)));
  const { Volumes } = await client.get<{ readonly Volumes: readonly { readonly Name: string }[] | null }>({
    path: '/volumes',
    query: filtered(project),
  });
  await Promise.all(
    (Volumes ?? []).map(({ Name }) => client.get({ method: 'DELETE', path: `/volumes/${Name}` })),
  );
}
