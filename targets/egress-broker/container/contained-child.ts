import { existsSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Engine, Running } from '../../../harness/stage.ts';
import {
  type ContainerSpec,
  createContainer,
  outputOfContainer,
  removeContainer,
  startContainer,
  waitForContainer,
} from '../../../harness/world/engine/containers.ts';
import { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import type { ChildElsewhere, ElsewhereSeen } from '../command/child-elsewhere.ts';
import { SeenOutside } from './seen-outside.ts';

/** The interpreter of the two programs that hand a descriptor on. */
export const python = '/usr/bin/python3';

const pollMs = 25;
const limitMs = 60_000;

/** Where the child of one start lives. */
export interface ContainedOptions {
  readonly engine: Engine;
  /** Which start it is. */
  readonly name: string;
  /** A folder of the launcher's; the container does not see it. */
  readonly folder: string;
  /** A folder that the container sees too. */
  readonly shared: string;
  /** TMPDIR of the broker, which is empty in the container. */
  readonly temporary: string;
  /** Where the upstream is expected; 0: nowhere. */
  readonly port: number;
  readonly user: { readonly uid: number; readonly gid: number };
}

const told = z.object({ environment: z.record(z.string(), z.string()), words: z.array(z.string()).min(1) });

function source(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/**
 * A child in a container without a network. The broker starts a launcher in its place; with the environment and the
 * arguments that this is given the container is made, as `docker run` would, and descriptor 3 is passed on to it.
 */
export function containedChild(options: ContainedOptions): ChildElsewhere {
  const { folder, shared, port, name } = options;
  let seen: ElsewhereSeen | undefined;
  return {
    words: child => [python, '-c', source('launcher.py'), folder, shared, `${port}`, name, '--', ...child],
    stopFile: join(shared, `stop-${name}`),
    attend: async running => {
      seen = await live(options, running);
    },
    get seen() {
      return seen;
    },
  };
}

async function live(options: ContainedOptions, running: Running): Promise<ElsewhereSeen | undefined> {
  const { engine, folder, name } = options;
  const toldFile = join(folder, `child-${name}.json`);
  while (!existsSync(toldFile)) {
    if (running.over) return undefined;
    await delay(pollMs);
  }
  const { environment, words } = told.parse(JSON.parse(readFileSync(toldFile, 'utf8')));
  using client = new EngineClient(engine.socket);
  const id = await createContainer(client, engine, specOf(options, environment, words));
  if (typeof id !== 'string')
    throw new HarnessFault(`the engine would not make the child's container: ${id.refused}`, 'bad-world');
  try {
    const refused = await startContainer(client, id);
    if (refused !== undefined)
      throw new HarnessFault(`the child's container was not started: ${refused.refused}`, 'bad-world');
    return await watch(client, id, options, running);
  } finally {
    await removeContainer(client, id);
  }
}

async function watch(
  client: EngineClient,
  id: string,
  { engine, folder, shared, name }: ContainedOptions,
  running: Running,
): Promise<ElsewhereSeen> {
  const outside = new SeenOutside(id);
  let ended = false;
  const status = waitForContainer(client, id, limitMs).finally(() => {
    ended = true;
  });
  const inspected = await inspect(client, id);
  const kill = (signal: string) =>
    client.ask({ method: 'POST', path: `/containers/${id}/kill`, query: { signal } });
  const stops = once(join(shared, `stop-${name}`), async () => running.signal('SIGTERM'));
  const terminates = once(join(folder, `terminate-${name}`), () => kill('SIGTERM'));
  while (!ended) {
    outside.look();
    await stops();
    await terminates();
    // Its launcher is gone, and with it whoever the child could be told by.
    if (running.over) await kill('SIGKILL');
    await Promise.race([delay(pollMs), status]);
  }
  const statusFile = join(folder, `status-${name}`);
  writeFileSync(`${statusFile}.part`, `${await status}`);
  const endedAt = Date.now();
  renameSync(`${statusFile}.part`, statusFile);
  if (outside.processes.length === 0 && engine.own)
    throw new HarnessFault('no process of the container was seen from outside', 'bad-world');
  const { out, err } = await outputOfContainer(client, id);
  const afterwards = await inspect(client, id);
  return { processes: outside.processes, told: [inspected, afterwards, out, err], endedAt };
}

/** Does something when a file is there, the first time that it is looked for then. */
function once(file: string, act: () => Promise<unknown>): () => Promise<void> {
  let done = false;
  return async () => {
    if (done || !existsSync(file)) return;
    done = true;
    await act();
  };
}

async function inspect(client: EngineClient, id: string): Promise<string> {
  return (await client.ask({ path: `/containers/${id}/json` })).body.toString('utf8');
}

function specOf(
  { engine, shared, temporary, name, user }: ContainedOptions,
  environment: Readonly<Record<string, string>>,
  words: readonly string[],
): ContainerSpec {
  return {
    Image: engine.image,
    Entrypoint: [python, '-c', source('receiver.py'), join(shared, `hand-${name}`)],
    Cmd: words,
    User: `${user.uid}:${user.gid}`,
    Env: Object.entries(environment).map(([variable, value]) => `${variable}=${value}`),
    WorkingDir: shared,
    HostConfig: {
      NetworkMode: 'none',
      // A first process that passes on what its child ends with: signals of one's own don't end the first.
      Init: true,
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges:true'],
      Binds: [...readOnlyFolders().map(path => `${path}:${path}:ro`), `${shared}:${shared}`],
      Tmpfs: { '/tmp': 'mode=1777', [temporary]: 'mode=1777' },
    },
  };
}

/** What the child's programs are made of: the system's, Node, this project and what it depends on. */
function readOnlyFolders(): readonly string[] {
  let project = dirname(fileURLToPath(import.meta.url));
  while (project !== '/' && !existsSync(join(project, 'package.json'))) project = dirname(project);
  const all = ['/usr', '/lib', '/lib64', dirname(process.execPath), project];
  const modules = join(project, 'node_modules');
  if (existsSync(modules)) all.push(realpathSync(modules));
  const there = [...new Set(all)].filter(path => existsSync(path));
  return there.filter(path => !there.some(other => path.startsWith(`${other}/`)));
}
