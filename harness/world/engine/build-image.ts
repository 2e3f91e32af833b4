import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { HarnessFault } from '../../harness-fault.ts';
import type { Engine } from '../../stage.ts';
import { findProgram, systemPath } from '../find-program.ts';
import { labelName } from './containers.ts';
import type { EngineClient } from './engine-client.ts';

/** What an image is built from. */
export interface BuildSource {
  /** Absolute path of the folder that is the context. */
  readonly context: string;
  /** Absolute path of the Dockerfile, in the context or not. Default: `Dockerfile` there. */
  readonly dockerfile?: string;
  /** How long it may take, in ms. Default 60,000. */
  readonly limitMs?: number;
}

/** What came of it: `refused` is the builder's answer about the Dockerfile or its context, no fault of the harness. */
export type BuiltImage =
  | {
      readonly kind: 'built';
      /** `sha256:…` */
      readonly id: string;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Why images can't be built on an engine. What a build leaves in the builder's store carries no label, so that it could
 * not be told from what others have there.
 */
export function whyNoBuilds({ own }: Engine): string | undefined {
  if (!own) return "images are built on an engine of Seatrial's own only";
  if (findProgram('docker', systemPath) !== undefined) return undefined;
  return 'images are built with the docker client, which is not installed. On Debian: docker.io, or docker-cli beside it';
}

/**
 * Builds an image with BuildKit, as `docker build` does: no network, nothing taken from an earlier build, and the run's
 * label on the image. It is to be removed with `removeImage`.
 * @throws HarnessFault `engine` when the client or the engine does not end its work
 */
export async function buildImage(
  client: EngineClient,
  engine: Engine,
  { context, dockerfile = join(context, 'Dockerfile'), limitMs = 60_000 }: BuildSource,
): Promise<BuiltImage> {
  const problem = whyNoBuilds(engine);
  if (problem !== undefined) throw new HarnessFault(problem, 'engine');
  // A client remembers what it sent from a path, by size and time. One that is new for each build sends all of it.
  const own = await mkdtemp(join(dirname(engine.socket), 'build-'));
  try {
    const ran = await execa(
      'setpriv',
      [
        ...['--pdeathsig', 'KILL', 'docker', '--host', `unix://${engine.socket}`, 'build'],
        ...[
          '--no-cache',
          '--network',
          'none',
          '--progress',
          'plain',
          '--label',
          `${labelName}=${engine.label}`,
        ],
        ...['--iidfile', join(own, 'id'), '--file', dockerfile, context],
      ],
      {
        cwd: context,
        env: { PATH: systemPath, HOME: own, DOCKER_CONFIG: own, DOCKER_BUILDKIT: '1', LC_ALL: 'C' },
        extendEnv: false,
        stdin: 'ignore',
        timeout: limitMs,
        killSignal: 'SIGKILL',
        maxBuffer: mostOutput,
        reject: false,
      },
    );
    if (ran.exitCode === 0) return { kind: 'built', id: (await readFile(join(own, 'id'), 'utf8')).trim() };
    const reason = lastWords(ran.stderr);
    if (ran.exitCode !== undefined && isAnswer(ran.stderr) && (await isWell(client)))
      return { kind: 'refused', reason };
    throw new HarnessFault(`an image could not be built: ${reason || ran.shortMessage}`, 'engine');
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** Removes an image and what only it is made of. One that is gone already is as good. */
export async function removeImage(client: EngineClient, id: string): Promise<void> {
  const { status, body } = await client.ask({
    method: 'DELETE',
    path: `/images/${id}`,
    query: { force: true },
  });
  if (status >= 400 && status !== 404)
    throw new HarnessFault(`an image could not be removed: ${body.toString('utf8').trim()}`, 'engine');
}

const mostOutput = 4 * 1024 * 1024;

/** Whether the builder got so far as to read the Dockerfile, and what stopped it was not the connection or the disk. */
function isAnswer(said: string): boolean {
  return (
    /^#\d+ \[internal\] load build definition/m.test(said) &&
    !/rpc error: code = (Unavailable|Canceled)|transport is closing|unexpected EOF|no space left on device/.test(
      said,
    )
  );
}

async function isWell(client: EngineClient): Promise<boolean> {
  return (await client.ask({ path: '/_ping' })).status === 200;
}

function lastWords(said: string): string {
  return said.trim().split('\n').at(-1) ?? '';
}
