import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../../harness/stage.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import { removeProject } from '../../../harness/world/engine/compose-project.ts';
import { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import { scratchFolder } from '../../../harness/world/workspace/scratch.ts';
import { effectiveModel } from '../real-compose/effective-model.ts';
import { createProject, runCompose } from '../real-compose/run-compose.ts';
import { isThere } from './is-there.ts';
import { lastFile, madeByEngine, sharesBetweenServices } from './last-file.ts';
import { pathsToTry } from './paths-to-try.ts';
import { type Probed, probeContainers } from './probe-containers.ts';
import { findProject, type Project, serviceOf, type Told } from './project.ts';

/** A list of Compose files to run for real. */
export interface ListRequest {
  /** Absolute paths on disk, in the order of their `-f` arguments; at least one. */
  readonly files: readonly string[];
  /** What `~` stands for, absolute on disk. */
  readonly home: string;
  /** A folder that containers may write to. What lies outside is the machine's: there the probe writes nothing. */
  readonly world: string;
}

/** What one service came to. */
export type ServiceRun = Probed & { readonly told: Told };

/** What came of running a list. */
export type ListRun =
  /** The engine would have made a folder on the machine itself, outside of the world: nothing was run. */
  | { readonly kind: 'unsafe'; readonly reason: string }
  /** Nothing was started, with what Compose or the engine says of it. */
  | { readonly kind: 'refused'; readonly by: 'Compose' | 'engine'; readonly reason: string }
  | {
      readonly kind: 'ran';
      /** Compose's own account of the files, as JSON. */
      readonly text: string;
      readonly services: ReadonlyMap<string, ServiceRun>;
      readonly project: Project;
    };

/**
 * Runs a list of Compose files with a real Compose 2 on an engine, every service of it, with the probe in place of each
 * program; tells what the kernel says inside of each. Everything that is made carries the engine's label, and is removed.
 * Hooks and builds are not run.
 * @throws HarnessFault `engine` when the engine does not answer, `bad-world` when Compose could not be run
 */
export async function runList(compose: Compose, engine: Engine, request: ListRequest): Promise<ListRun> {
  const { files, home, world } = request;
  const answer = await runCompose(compose, files, { HOME: home });
  if (answer.kind === 'refused') return { kind: 'refused', by: 'Compose', reason: answer.reason };
  const model = effectiveModel(answer.text);
  const made = madeByEngine(model).find(
    path => path.startsWith('/') && !isIn(path, world) && !isThere(path, rootOf(engine)),
  );
  if (made !== undefined)
    return { kind: 'unsafe', reason: `the engine would make ${made}, which this machine does not have` };
  const stays = sharesBetweenServices(model);
  const own = scratchFolder();
  const name = `seatrial-${randomBytes(6).toString('hex')}`;
  using client = new EngineClient(engine.socket);
  try {
    const last = join(own, 'last.yml');
    await writeFile(
      last,
      lastFile(model, engine, service => ({ paths: pathsToTry(model, service, world), stays })),
    );
    const created = await createProject(compose, [...files, last], name, { home, socket: engine.socket });
    if (created.kind === 'refused')
      return { kind: 'refused', by: 'engine', reason: created.reason.replaceAll(name, 'PROJECT') };
    const project = await findProject(client, name);
    const probed = await probeContainers(client, project.containers);
    return {
      kind: 'ran',
      text: answer.text,
      project,
      services: new Map(
        project.containers.map(told => [serviceOf(told), { told, ...(probed.get(told.Id) ?? nothing) }]),
      ),
    };
  } finally {
    await removeProject(client, name);
    await rm(own, { recursive: true, force: true });
  }
}

const nothing: Probed = { kind: 'refused', reason: 'it was not started' };

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Where the engine sees its files; it has a /run of its own. */
function rootOf({ pid }: Engine): string {
  return pid === undefined ? '' : `/proc/${pid}/root`;
}
