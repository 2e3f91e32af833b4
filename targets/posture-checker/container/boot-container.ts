import { randomBytes } from 'node:crypto';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Engine, Instead, Ran } from '../../../harness/stage.ts';
import {
  type ContainerSpec,
  createContainer,
  labelName,
  outputOfContainer,
  removeContainer,
  startContainer,
} from '../../../harness/world/engine/containers.ts';
import type { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import { importProbeImageWithUser } from '../../../harness/world/engine/probe/probe-image.ts';
import type { DockerRun } from './docker-run.ts';
import { readInside, type Seen } from './read-inside.ts';
import { systemMounts } from './system-mounts.ts';

/** A container that can be started as often as asked. */
export interface Booting {
  boot(): Promise<Booted>;
}

/** One start of a container: what was seen inside and what the program did, or what came instead. */
export type Booted =
  | { readonly kind: 'ran'; readonly seen: Seen; readonly ran: Ran }
  | { readonly kind: 'none'; readonly instead: Instead };

/** The contract's ten seconds, and five for what comes before the program. */
const standardLimitMs = 15_000;
const memoryBytes = 1_024 * 1_048_576;
const mostProcesses = 256;
/** What the engine keeps of a container's output; a program that writes more has flooded it. */
const outputBytes = 1_048_576;

/**
 * Makes a container, with the image and the network that it needs, gives it to whoever boots it, and removes all of it.
 * @param words of its first process
 */
export async function withContainer<T>(
  client: EngineClient,
  engine: Engine,
  run: DockerRun,
  words: readonly string[],
  act: (booting: Booting) => Promise<T>,
  limitMs = standardLimitMs,
): Promise<T> {
  const undo: (() => Promise<void>)[] = [];
  try {
    const id = await make(client, engine, run, words, undo);
    if (typeof id !== 'string') return await act({ boot: async () => id });
    undo.unshift(() => removeContainer(client, id));
    let before = { out: 0, err: 0 };
    const boot = async (): Promise<Booted> => {
      const refused = await startContainer(client, id);
      if (refused !== undefined) return refusedBy(refused.refused);
      const end = await endOf(client, id, limitMs);
      const all = await outputOfContainer(client, id);
      const out = all.out.slice(before.out);
      const err = all.err.slice(before.err);
      before = { out: all.out.length, err: all.err.length };
      return ranInside(end, out, err);
    };
    return await act({ boot });
  } finally {
    for (const each of undo) await each();
  }
}

async function make(
  client: EngineClient,
  engine: Engine,
  run: DockerRun,
  words: readonly string[],
  undo: (() => Promise<void>)[],
): Promise<string | Booted> {
  let image = engine.image;
  if (run.imageUser !== undefined) {
    const made = await importProbeImageWithUser(engine, run.imageUser);
    image = made;
    undo.unshift(async () => {
      await client.ask({ method: 'DELETE', path: `/images/${made}` });
    });
  }
  let network = 'none';
  if (run.publish.length > 0) {
    const { Id } = await client.get<{ readonly Id: string }>({
      method: 'POST',
      path: '/networks/create',
      body: {
        Name: `seatrial-${randomBytes(8).toString('hex')}`,
        Driver: 'bridge',
        Labels: { [labelName]: engine.label },
      },
    });
    network = Id;
    undo.unshift(async () => {
      await client.ask({ method: 'DELETE', path: `/networks/${Id}` });
    });
  }
  const id = await createContainer(client, engine, specOf(run, image, network, words));
  return typeof id === 'string' ? id : refusedBy(id.refused);
}

function specOf(run: DockerRun, image: string, network: string, words: readonly string[]): ContainerSpec {
  const mounts = [...systemMounts(), ...run.mounts];
  return {
    Image: image,
    ...(run.user !== undefined && { User: run.user }),
    Entrypoint: words.slice(0, 1),
    Cmd: words.slice(1),
    Env: Object.entries(run.environment).map(([name, value]) => `${name}=${value}`),
    WorkingDir: run.folder,
    ExposedPorts: Object.fromEntries(run.publish.map(port => [`${port}/tcp`, {}])),
    HostConfig: {
      NetworkMode: network,
      PortBindings: Object.fromEntries(
        run.publish.map(port => [`${port}/tcp`, [{ HostIp: '127.0.0.1', HostPort: '' }]]),
      ),
      Privileged: run.privileged,
      CapAdd: run.capAdd,
      CapDrop: run.capDrop,
      GroupAdd: run.groupAdd.map(String),
      SecurityOpt: run.securityOptions,
      UsernsMode: run.hostUserNamespace ? 'host' : '',
      Memory: memoryBytes,
      PidsLimit: mostProcesses,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '4m', 'max-file': '1' } },
      Mounts: mounts.map(({ from, to, readOnly }) => ({
        Type: 'bind',
        Source: from,
        Target: to,
        ReadOnly: readOnly,
      })),
    },
  };
}

/** How a container's first process ended. One that takes too long is ended. */
async function endOf(client: EngineClient, id: string, limitMs: number): Promise<Ran['end']> {
  try {
    const { StatusCode } = await client.get<{ readonly StatusCode: number }>({
      method: 'POST',
      path: `/containers/${id}/wait`,
      query: { condition: 'not-running' },
      limitMs,
    });
    const { State } = await stateOf(client, id);
    return State.OOMKilled
      ? { kind: 'out-of-memory', limitBytes: memoryBytes }
      : { kind: 'exited', status: StatusCode };
  } catch (cause) {
    const { State } = await stateOf(client, id);
    if (!State.Running) throw cause;
    await client.ask({ method: 'POST', path: `/containers/${id}/kill` });
    return { kind: 'timed-out', limitMs };
  }
}

interface Inspected {
  readonly State: { readonly Running: boolean; readonly OOMKilled: boolean };
}

function stateOf(client: EngineClient, id: string): Promise<Inspected> {
  return client.get<Inspected>({ path: `/containers/${id}/json` });
}

function ranInside(end: Ran['end'], out: string, err: string): Booted {
  const inside = readInside(out);
  if (Math.max((inside?.rest ?? out).length, err.length) > outputBytes)
    return {
      kind: 'none',
      instead: {
        kind: 'crash',
        reason: `it wrote more than ${outputBytes} bytes of output`,
        signature: 'flooded its output',
      },
    };
  if (inside !== undefined) {
    const { seen, rest } = inside;
    const output = (text: string) => ({ text, cut: false });
    return { kind: 'ran', seen, ran: { end, out: output(rest), err: output(err), leftBehind: 0, calls: [] } };
  }
  const failed = /^(?:setpriv|seatrial): .*$/m.exec(err)?.[0];
  if (failed === undefined)
    throw new HarnessFault(`a container told nothing of itself: ${err.slice(0, 300).trim()}`, 'bad-world');
  return rejected(`a container's entrypoint can not start the program: ${failed}`);
}

function rejected(reason: string): Booted & { readonly kind: 'none' } {
  return { kind: 'none', instead: { kind: 'rejected', reason } };
}

/** What an engine says, without what is another each time. */
function refusedBy(message: string): Booted {
  return rejected(`the engine refuses the container: ${message.trim().replace(/[0-9a-f]{64}/g, 'ID')}`);
}
