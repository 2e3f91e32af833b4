import { execa } from 'execa';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import { withoutCaller } from '../../../harness/world/compose/isolation.ts';

/** What `config` came to. Refused: Compose would start nothing from these files. */
export type Answer =
  | { readonly kind: 'answered'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** The name of every project, so that names made of it are equal between runs. */
const projectName = 'seatrial';

const limitMs = 30_000;

/**
 * Asks a real Compose for the effective model of a list of files: JSON of Compose 2, YAML of Compose 1. Relative paths
 * count from the folder of the first file. About 30 ms with Compose 2.26.1, 700 ms with 1.29.2.
 * @param files absolute paths, in the order of their `-f` arguments
 * @param variables what it may interpolate, with HOME where `~` is to mean something
 * @throws HarnessFault `bad-world` when Compose could not be run, took longer than 30 s or was killed
 */
export async function runCompose(
  compose: Compose,
  files: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const [program, ...before] = compose.words;
  const listed = files.flatMap(file => ['-f', file]);
  const config = compose.generation === 1 ? ['config'] : ['config', '--format', 'json'];
  // Services behind a profile are somebody's to start: they belong to what a model can be asked for.
  const profiles = compose.generation === 1 ? [] : ['--profile', '*'];
  const common = ['--project-name', projectName, ...profiles, ...listed];
  const ended = await execa(program, [...before, ...common, ...config], {
    ...withoutCaller(variables),
    reject: false,
    timeout: limitMs,
    stripFinalNewline: false,
  });
  if (ended.exitCode === undefined || ended.exitCode > 125)
    throw new HarnessFault(`Compose ${compose.version} did not answer: ${ended.shortMessage}`, 'bad-world');
  if (ended.exitCode === 0) return { kind: 'answered', text: ended.stdout };
  return { kind: 'refused', reason: reasonIn(ended.stderr) };
}

/** Where a project is made. */
export interface ProjectPlace {
  /** What `~` stands for. */
  readonly home: string;
  /** Path of the engine's socket. */
  readonly socket: string;
}

/**
 * Has a real Compose 2 make the containers, networks and volumes of a list of files, and start nothing. Nothing is built
 * or pulled. Services behind a profile are made too.
 * @param project name of the project, lower case
 * @throws HarnessFault `bad-world` when Compose could not be run, took longer than 30 s or was killed
 */
export async function createProject(
  compose: Compose,
  files: readonly string[],
  project: string,
  { home, socket }: ProjectPlace,
): Promise<{ readonly kind: 'created' } | { readonly kind: 'refused'; readonly reason: string }> {
  const [program, ...before] = compose.words;
  const listed = files.flatMap(file => ['-f', file]);
  const common = ['--progress', 'quiet', '--project-name', project, '--profile', '*', ...listed];
  const ended = await execa(program, [...before, ...common, 'create', '--no-build', '--pull', 'never'], {
    ...withoutCaller({ HOME: home, DOCKER_HOST: `unix://${socket}` }),
    reject: false,
    timeout: limitMs,
  });
  if (ended.exitCode === undefined || ended.exitCode > 125)
    throw new HarnessFault(`Compose ${compose.version} did not answer: ${ended.shortMessage}`, 'bad-world');
  return ended.exitCode === 0 ? { kind: 'created' } : { kind: 'refused', reason: reasonIn(ended.stderr) };
}

/** Compose 2 says one line; Compose 1 says what is wrong with which file, then one line for each thing. */
function reasonIn(said: string): string {
  const lines = said
    .split('\n')
    .filter(line => line.trim() !== '' && !/^time="[^"]*" level=warning /.test(line));
  return lines.join(' ').trim() || 'it gave no reason';
}
