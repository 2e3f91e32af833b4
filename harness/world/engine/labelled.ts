import { setTimeout } from 'node:timers/promises';
import { HarnessFault } from '../../harness-fault.ts';
import { labelName } from './containers.ts';
import { EngineClient } from './engine-client.ts';
import { isLeftBehind } from './own-label.ts';
import { probeRepository } from './probe/probe-image.ts';

/** A thing on an engine that carries a label of Seatrial's. */
interface Labelled {
  readonly kind: 'containers' | 'networks' | 'volumes' | 'images';
  /** What it is asked for by, in a path. */
  readonly id: string;
  readonly label: string;
  /** How long ago it was made. */
  readonly ageMs: number;
  /** Of an image: what it is called. */
  readonly tags: readonly string[];
}

type IsMeant = (thing: Labelled) => boolean;

const limitMs = 10_000;
const ofImagesMs = 1_000;
const pollMs = 50;

/**
 * Removes every container, network, volume and image that carries this very label, and nothing else. An image that somebody
 * else has named, or has a container of, is theirs by now: it stays, less the name that it had of Seatrial.
 * @throws HarnessFault `engine` when something stays
 */
export async function removeLabelled(socket: string, label: string): Promise<void> {
  await removeWhere(socket, thing => thing.label === label);
}

/** Removes those of harness processes of this machine that are dead. What can't be removed stays for the next start. */
export async function sweepLabelled(socket: string): Promise<void> {
  using client = new EngineClient(socket);
  const left = await list(client);
  await removeAll(
    client,
    left.filter(({ label, ageMs }) => isLeftBehind(label, ageMs)),
  );
}

/** What is on its way out holds what it uses for a moment: asked again until nothing is left. */
async function removeWhere(socket: string, isMeant: IsMeant): Promise<void> {
  using client = new EngineClient(socket);
  const began = performance.now();
  for (;;) {
    const meant = (await list(client)).filter(thing => isMeant(thing) && !isNamedByOthers(thing));
    const [first] = meant;
    if (first === undefined) return;
    const said = await removeAll(client, meant);
    const lasted = performance.now() - began;
    if (lasted > ofImagesMs && meant.every(({ kind }) => kind === 'images')) return;
    if (lasted > limitMs)
      throw new HarnessFault(`${first.kind} of this run stay on the engine: ${said.join('; ')}`, 'engine');
    if (said.length > 0) await setTimeout(pollMs);
  }
}

function isOwnName(tag: string): boolean {
  return tag.startsWith(`${probeRepository}:`);
}

function isNamedByOthers({ tags }: Labelled): boolean {
  return tags.length > 0 && !tags.some(isOwnName);
}

/** Those that use others go first. What was said of what could not be removed. */
async function removeAll(client: EngineClient, things: readonly Labelled[]): Promise<readonly string[]> {
  const said: string[] = [];
  for (const kind of ['containers', 'networks', 'volumes', 'images'] as const) {
    const paths = things.filter(thing => thing.kind === kind).flatMap(pathsOf);
    await Promise.all(
      paths.map(async path => {
        const query = kind === 'containers' ? { force: true, v: true } : {};
        const { status, body } = await client.ask({ method: 'DELETE', path, query });
        if (status >= 400 && status !== 404) said.push(body.toString('utf8').trim());
      }),
    );
  }
  return said;
}

function pathsOf({ kind, id, tags }: Labelled): readonly string[] {
  return (tags.length === 0 ? [id] : tags.filter(isOwnName)).map(name => `/${kind}/${name}`);
}

async function list(client: EngineClient): Promise<readonly Labelled[]> {
  const filters = JSON.stringify({ label: [labelName] });
  const get = <T>(path: string): Promise<T> => client.get<T>({ path, query: { all: true, filters } });
  const [containers, networks, volumes, images] = await Promise.all([
    get<readonly Listed[]>('/containers/json'),
    get<readonly Listed[]>('/networks'),
    get<{ readonly Volumes: readonly Listed[] | null }>('/volumes'),
    get<readonly Listed[]>('/images/json'),
  ]);
  return [
    ...containers.map(each => labelled('containers', each)),
    ...networks.map(each => labelled('networks', each)),
    ...(volumes.Volumes ?? []).map(each => labelled('volumes', each)),
    ...images.map(each => labelled('images', each)),
  ];
}

/** As Docker's HTTP interface tells of each kind: a volume has a name and no id. */
interface Listed {
  readonly Id?: string;
  readonly Name?: string;
  readonly Labels: Readonly<Record<string, string>> | null;
  /** Seconds since the epoch, or a date. */
  readonly Created?: number | string;
  readonly CreatedAt?: string;
  readonly RepoTags?: readonly string[] | null;
}

function labelled(kind: Labelled['kind'], listed: Listed): Labelled {
  const { Id, Name = '', Labels, Created, CreatedAt = '', RepoTags } = listed;
  const made = typeof Created === 'number' ? Created * 1_000 : Date.parse(Created ?? CreatedAt);
  return {
    kind,
    id: encodeURIComponent(Id ?? Name),
    label: Labels?.[labelName] ?? '',
    ageMs: Number.isNaN(made) ? 0 : Date.now() - made,
    tags: (RepoTags ?? []).filter(tag => tag !== '<none>:<none>'),
  };
}
