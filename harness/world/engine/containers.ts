import { HarnessFault } from '../../harness-fault.ts';
import type { Engine } from '../../stage.ts';
import type { EngineClient } from './engine-client.ts';
import { type EngineOutput, splitFrames } from './engine-output.ts';

/** The label of everything that Seatrial makes on an engine; its value tells whose it is. */
export const labelName = 'seatrial.run';

/** What `POST /containers/create` takes, as far as Seatrial uses it; names as in Docker's HTTP interface. */
export interface ContainerSpec {
  readonly Image: string;
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly User?: string;
  readonly Env?: readonly string[];
  readonly WorkingDir?: string;
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly HostConfig?: Readonly<Record<string, unknown>>;
  readonly NetworkingConfig?: Readonly<Record<string, unknown>>;
}

/** How a container's first process ended, and what it wrote. */
export interface ContainerRan extends EngineOutput {
  readonly id: string;
  readonly status: number;
}

/** Or that it was never started, with what the engine says: an answer about the container, no fault of the harness. */
export interface ContainerRefused {
  readonly refused: string;
}

/**
 * Makes a container without a network unless it names one, and with the run's label.
 * @returns its id, or why the engine would not have it
 * @throws HarnessFault `engine` when the engine does not answer
 */
export async function createContainer(
  client: EngineClient,
  engine: Engine,
  spec: ContainerSpec,
  name?: string,
): Promise<string | ContainerRefused> {
  const { status, body } = await client.ask({
    method: 'POST',
    path: '/containers/create',
    query: { name },
    body: {
      ...spec,
      HostConfig: { NetworkMode: 'none', ...spec.HostConfig },
      Labels: { ...spec.Labels, [labelName]: engine.label },
    },
  });
  const { Id: id, message = '' } = saidIn(body);
  if (id !== undefined) return id;
  const isLost = status === 404 && spec.Image === engine.image;
  if (isLost || (status >= 500 && !/invalid|unknown|conflict/i.test(message)) || isOfTheEngine(message))
    throw new HarnessFault(`the engine could not make a container: ${message}`, 'engine');
  return { refused: message };
}

/** What has gone wrong with the engine and has nothing to do with the container that was asked for. */
function isOfTheEngine(message: string): boolean {
  return /no space left on device|transport is closing|connection refused|deadline exceeded|too many open files/i.test(
    message,
  );
}

function saidIn(body: Buffer): { readonly Id?: string; readonly message?: string } {
  const said = body.toString('utf8');
  try {
    return JSON.parse(said);
  } catch {
    return { message: said.trim() };
  }
}

/**
 * Starts it. Undefined: it runs, or has run; else why it could not be started.
 * @throws HarnessFault `engine` when that is the engine's own trouble
 */
export async function startContainer(
  client: EngineClient,
  id: string,
): Promise<ContainerRefused | undefined> {
  const { status, body } = await client.ask({ method: 'POST', path: `/containers/${id}/start` });
  if (status < 400) return undefined;
  const { message = '' } = saidIn(body);
  if (isOfTheEngine(message))
    throw new HarnessFault(`the engine could not start a container: ${message}`, 'engine');
  return { refused: message };
}

/** Waits until it does not run any more; its exit status. */
export async function waitForContainer(client: EngineClient, id: string, limitMs?: number): Promise<number> {
  const { StatusCode } = await client.get<{ readonly StatusCode: number }>({
    method: 'POST',
    path: `/containers/${id}/wait`,
    query: { condition: 'not-running' },
    ...(limitMs !== undefined && { limitMs }),
  });
  return StatusCode;
}

/** What it wrote so far. */
export async function outputOfContainer(client: EngineClient, id: string): Promise<EngineOutput> {
  const { body } = await client.ask({
    path: `/containers/${id}/logs`,
    query: { stdout: true, stderr: true },
  });
  return splitFrames(body);
}

/** Removes it, running or not, with the volumes that are its alone. One that is gone already is as good. */
export async function removeContainer(client: EngineClient, id: string): Promise<void> {
  const { status, body } = await client.ask({
    method: 'DELETE',
    path: `/containers/${id}`,
    query: { force: true, v: true },
  });
  if (status >= 400 && status !== 404 && status !== 409)
    throw new HarnessFault(`a container could not be removed: ${body.toString('utf8').trim()}`, 'engine');
}

/**
 * Runs a container from its making to its removal.
 * @param limitMs how long it may run. Default 30,000
 * @throws HarnessFault `engine` when the engine does not answer, or the container does not end in time
 */
export async function runContainer(
  client: EngineClient,
  engine: Engine,
  spec: ContainerSpec,
  limitMs?: number,
): Promise<ContainerRan | ContainerRefused> {
  const id = await createContainer(client, engine, spec);
  if (typeof id !== 'string') return id;
  try {
    const refused = await startContainer(client, id);
    if (refused !== undefined) return refused;
    const status = await waitForContainer(client, id, limitMs);
    return { id, status, ...(await outputOfContainer(client, id)) };
  } finally {
    await removeContainer(client, id);
  }
}
