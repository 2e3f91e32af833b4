import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Engine } from '../../../harness/stage.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import { withoutCaller } from '../../../harness/world/compose/isolation.ts';
import { removeImage } from '../../../harness/world/engine/build-image.ts';
import { labelName } from '../../../harness/world/engine/containers.ts';
import { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import { probePath } from '../../../harness/world/engine/probe/probe-image.ts';
import { type ProbeReport, readProbe } from '../../../harness/world/engine/probe/probe-report.ts';
import { scratchFolder } from '../../../harness/world/workspace/scratch.ts';

/** The service that is built, and what is said of its build after everything else. */
export interface BuildRequest {
  /** Absolute paths on disk, in the order of their `-f` arguments. */
  readonly files: readonly string[];
  /** Absolute on disk. */
  readonly context: string;
  readonly service: string;
  /** Keys of the build as YAML; an engine without a bridge has no other network than none and the host's. */
  readonly last: string;
}

/** What the probe saw as a step of a build, or who would not build. */
export type BuildRun =
  | { readonly kind: 'built'; readonly report: ProbeReport }
  | { readonly kind: 'refused'; readonly reason: string };

const limitMs = 60_000;

/**
 * Builds a service's image with a real Compose on an engine of Seatrial's own, with the probe as the only step.
 * @throws HarnessFault `engine` when nothing came of it in time
 */
export async function runBuild(compose: Compose, engine: Engine, request: BuildRequest): Promise<BuildRun> {
  const { files, context, service, last } = request;
  const own = scratchFolder();
  const name = `seatrial-${randomBytes(6).toString('hex')}`;
  using client = new EngineClient(engine.socket);
  try {
    await writeFile(join(context, 'Dockerfile'), `FROM ${engine.image}\nRUN ["${probePath}"]\n`);
    const lastFile = join(own, 'last.yml');
    const labels = `labels: {${labelName}: ${engine.label}}`;
    await writeFile(
      lastFile,
      `services:\n  ${service}:\n    image: ${name}\n    build: {${labels}, ${last}}\n`,
    );
    const [program, ...before] = compose.words;
    const listed = [...files, lastFile].flatMap(file => ['-f', file]);
    const asked = ['--progress', 'plain', '--project-name', name, ...listed, 'build', '--no-cache', service];
    const { exitCode, stdout, stderr, shortMessage } = await execa(program, [...before, ...asked], {
      // A builder notes what it does beside its configuration.
      ...withoutCaller({ HOME: own, DOCKER_CONFIG: own, DOCKER_HOST: `unix://${engine.socket}` }),
      reject: false,
      timeout: limitMs,
    });
    if (exitCode === undefined) throw new HarnessFault(`a build did not end: ${shortMessage}`, 'engine');
    const said = `${stdout}\n${stderr}`;
    if (exitCode !== 0) return { kind: 'refused', reason: said.trim().split('\n').at(-1) ?? '' };
    return { kind: 'built', report: readProbe(said.replace(/^#\d+ [\d.]+ /gm, '')) };
  } finally {
    await removeImage(client, name);
    await rm(own, { recursive: true, force: true });
  }
}
