import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ContainerPlace, Unobserved } from '../../../harness/stage.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import { containersOfProject, removeProject } from '../../../harness/world/engine/compose-project.ts';
import {
  outputOfContainer,
  startContainer,
  waitForContainer,
} from '../../../harness/world/engine/containers.ts';
import { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import type { SeenEntry, TreeSnapshot } from '../../../harness/world/file-tree/snapshot.ts';
import { snapshotFolder } from '../../../harness/world/file-tree/snapshot-folder.ts';
import { scratchFolder } from '../../../harness/world/workspace/scratch.ts';
import { environmentOf } from '../environment.ts';
import { placesOf } from '../places.ts';
import type { Scenario } from '../scenario.ts';
import { type ComposeInput, composed, create, type Parts } from './compose-calls.ts';
import type { Session, Started } from './inside.ts';
import { lastFile, targetsOf } from './last-file.ts';
import { whyNoSession } from './why-no-session.ts';

type Place = Pick<ContainerPlace, 'folder' | 'engine' | 'privileged'>;

/**
 * Starts the session of a scenario whose world stands in a folder: real Compose, real engine, and in place of each
 * program one that looks at what is mounted. Everything that is made is removed again, but for what the engine makes
 * in the world.
 * @throws HarnessFault `engine` when the engine does not answer, `bad-world` when Compose could not be run
 */
export async function startSession(
  scenario: Scenario,
  compose: Compose,
  place: Place,
): Promise<Session | Unobserved> {
  const { folder: root, engine } = place;
  using client = new EngineClient(engine.socket);
  const places = placesOf(scenario, root);
  const input = { files: places.composeFiles, variables: environmentOf(scenario, places) };
  const parts = await composed(compose, input);
  const inWorld = (text: string): string => text.replaceAll(root, '');
  if (parts.kind === 'refused') return { kind: 'not-composed', reason: inWorld(parts.reason) };
  const reason = await whyNoSession(scenario, parts.bound, client, place);
  if (reason !== undefined) return new Unobserved({ kind: 'rejected', reason });
  const before = look(root);
  const services = await startAll(compose, client, { place, input, parts });
  return {
    kind: 'composed',
    bound: parts.bound.map(mount => ({
      ...mount,
      source: inWorld(mount.source) || '/',
      text: inWorld(mount.text) || '/',
    })),
    services: services.map(one => (one.kind === 'refused' ? { ...one, reason: inWorld(one.reason) } : one)),
    before,
    after: look(root),
  };
}

function look(root: string): TreeSnapshot {
  return snapshotFolder(root, { linksBelow: root, except: new Set(['tmp']) });
}

interface Work {
  readonly place: Place;
  readonly input: ComposeInput;
  readonly parts: Parts;
}

/** Each service is a project of its own: where one is refused, Compose leaves off the others at any moment. */
async function startAll(
  compose: Compose,
  client: EngineClient,
  { place: { engine }, input, parts }: Work,
): Promise<readonly Started[]> {
  const own = scratchFolder();
  const name = `seatrial-${randomBytes(6).toString('hex')}`;
  const projects = parts.services.map((service, nth) => ({ service, project: `${name}-${nth}` }));
  try {
    const last = join(own, 'last.yml');
    await writeFile(last, lastFile(parts, engine));
    const given = { ...input, files: [...input.files, last] };
    const made = await Promise.all(
      projects.map(async each => ({ ...each, said: await create(compose, given, { engine, ...each }) })),
    );
    const started: Started[] = [];
    for (const { service, project, said } of made) {
      if (said.kind === 'refused') {
        const reason = said.reason.replaceAll(project, 'PROJECT');
        started.push({ kind: 'refused', service, at: 'create', reason });
        continue;
      }
      const [id = ''] = await containersOfProject(client, project);
      started.push(await startOne(client, id, service, targetsOf(service, parts.bound)));
    }
    return started;
  } finally {
    await Promise.all(projects.map(({ project }) => removeProject(client, project)));
    await rm(own, { recursive: true, force: true });
  }
}

async function startOne(
  client: EngineClient,
  id: string,
  service: string,
  targets: readonly string[],
): Promise<Started> {
  const refused = await startContainer(client, id);
  if (refused !== undefined) {
    const reason = refused.refused.replaceAll(id, 'CONTAINER');
    return { kind: 'refused', service, at: 'start', reason };
  }
  await waitForContainer(client, id);
  const lines = (await outputOfContainer(client, id)).out.split('\n');
  const found = targets.map((target, nth) => [target, kindIn(lines[nth] ?? '')] as const);
  return { kind: 'started', service, found: Object.fromEntries(found) };
}

/** As stat(1) says it. */
function kindIn(line: string): SeenEntry['kind'] | 'nothing' {
  if (line.startsWith('regular')) return 'file';
  if (line === 'directory') return 'folder';
  if (line === 'symbolic link') return 'link';
  if (line === 'fifo' || line === 'socket') return line;
  return line.endsWith('special file') || line.endsWith('device') ? 'device' : 'nothing';
}
