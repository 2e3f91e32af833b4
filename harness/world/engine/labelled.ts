import { isAbandoned } from '../workspace/places.ts';
import { labelName, removeContainer } from './containers.ts';
import { EngineClient } from './engine-client.ts';

interface Labelled {
  readonly Id: string;
  readonly Labels: Readonly<Record<string, string>> | null;
}

/** Removes every container and network that carries this very label, and nothing else. */
export async function removeLabelled(socket: string, label: string): Promise<void> {
  await removeWhere(socket, found => found === label);
}

/** Removes those of harness processes of this machine that are dead. */
export async function sweepLabelled(socket: string): Promise<void> {
  await removeWhere(socket, found => isAbandoned(found, 0));
}

async function removeWhere(socket: string, isMeant: (label: string) => boolean): Promise<void> {
  using client = new EngineClient(socket);
  const filters = JSON.stringify({ label: [labelName] });
  const meant = ({ Labels }: Labelled): boolean => isMeant(Labels?.[labelName] ?? '');
  const containers = await client.get<readonly Labelled[]>({
    path: '/containers/json',
    query: { all: true, filters },
  });
  for (const { Id } of containers.filter(meant)) await removeContainer(client, Id);
  const networks = await client.get<readonly Labelled[]>({ path: '/networks', query: { filters } });
  for (const { Id } of networks.filter(meant))
    await client.ask({ method: 'DELETE', path: `/networks/${Id}` });
}
