import { posix } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { containerPath } from '../../../harness/compose/by-target.ts';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Engine } from '../../../harness/stage.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import { withoutCaller } from '../../../harness/world/compose/isolation.ts';
import type { Bound } from './inside.ts';

/** What Compose is given: the files in the order of their `-f` arguments, and all that it may interpolate. */
export interface ComposeInput {
  readonly files: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** What one call of Compose came to. */
export type Said =
  | { readonly kind: 'done'; readonly out: string }
  | { readonly kind: 'refused'; readonly reason: string };

const limitMs = 60_000;

async function call(
  compose: Compose,
  { files, variables }: ComposeInput,
  project: string,
  words: readonly string[],
): Promise<Said> {
  const [program, ...before] = compose.words;
  const given = ['--progress', 'quiet', '--project-name', project, ...files.flatMap(file => ['-f', file])];
  const ended = await execa(program, [...before, ...given, ...words], {
    ...withoutCaller(variables),
    reject: false,
    timeout: limitMs,
  });
  if (ended.exitCode === undefined || ended.exitCode > 125)
    throw new HarnessFault(`Compose ${compose.version} did not answer: ${ended.shortMessage}`, 'bad-world');
  if (ended.exitCode === 0) return { kind: 'done', out: ended.stdout };
  const lines = ended.stderr.split('\n').filter(line => line.trim() !== '' && !/level=warning/.test(line));
  return { kind: 'refused', reason: lines.join(' ').trim() || 'it gave no reason' };
}

const model = z.object({
  services: z
    .record(
      z.string(),
      z.object({
        volumes: z
          .array(
            z.object({
              type: z.string(),
              source: z.string().optional(),
              target: z.string(),
              bind: z.object({ create_host_path: z.boolean().optional() }).nullish(),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
  volumes: z.record(z.string(), z.unknown()).nullish(),
});

/** What a session is made of, with absolute paths on disk. */
export interface Parts {
  /** The services that are started, ascending. */
  readonly services: readonly string[];
  /** What they mount from the host. */
  readonly bound: readonly Bound[];
  /** Names of volumes. */
  readonly volumes: readonly string[];
}

export type Composed = ({ readonly kind: 'composed' } & Parts) | Extract<Said, { kind: 'refused' }>;

/**
 * Asks a real Compose 2 for the model that it starts: services behind a profile are not in it.
 * @throws HarnessFault `bad-world` when it could not be run
 */
export async function composed(compose: Compose, input: ComposeInput): Promise<Composed> {
  const said = await call(compose, input, 'seatrial', ['config', '--format', 'json']);
  if (said.kind === 'refused') return said;
  const { services: told, volumes } = model.parse(JSON.parse(said.out));
  const services = Object.entries(told ?? {});
  const bound = services.flatMap(([service, { volumes: mounts }]) =>
    (mounts ?? []).flatMap(({ type, source = '', target, bind }) => {
      if (type !== 'bind') return [];
      // Compose writes a model as it would read one: with dollars doubled.
      const text = source.replaceAll('$$', '$');
      const createsSource = bind?.create_host_path === true;
      return [{ service, target: containerPath(target), source: posix.resolve(text), text, createsSource }];
    }),
  );
  return {
    kind: 'composed',
    services: services.map(([name]) => name).sort(),
    bound,
    volumes: Object.keys(volumes ?? {}),
  };
}

/** Has a real Compose 2 make the container of one service, and start nothing. Nothing is built or pulled. */
export async function create(
  compose: Compose,
  input: ComposeInput,
  {
    engine,
    project,
    service,
  }: { readonly engine: Engine; readonly project: string; readonly service: string },
): Promise<Said> {
  const variables = { ...input.variables, DOCKER_HOST: `unix://${engine.socket}` };
  const words = ['create', '--no-build', '--pull', 'never', service];
  return call(compose, { ...input, variables }, project, words);
}
