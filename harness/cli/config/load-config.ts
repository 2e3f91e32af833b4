import { readdir } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '../../config.ts';
import { readText } from '../../corpus/bounded-read.ts';
import { parseJson } from '../../corpus/json-text.ts';
import { problemsOf } from '../../corpus/problems.ts';
import { loadModule } from '../../engine/load-module.ts';
import { HarnessFault } from '../../harness-fault.ts';
import type { AnyTarget } from '../../target.ts';
import { UsageError } from '../usage-error.ts';
import { misnamed } from './names.ts';
import { configSchema, containerTimeMs, timeoutMs } from './schema.ts';

/** A program of the caller's that has a name. */
export interface NamedImplementation {
  readonly name: string;
  /** Undefined: whichever target the command line names. */
  readonly target: string | undefined;
  /** As `--impl` takes it. */
  readonly command: string;
  /** Folders that are added to its PATH, absolute: its own, then those of the whole configuration. */
  readonly path: readonly string[];
}

/** A configuration, complete: paths are absolute, what is not said is undefined or empty. */
export interface LoadedConfig {
  /** Its file, absolute; undefined where there is none. */
  readonly file: string | undefined;
  readonly implementations: readonly NamedImplementation[];
  readonly path: readonly string[];
  readonly timeoutMs: number | undefined;
  readonly containment: 'auto' | 'required' | 'off' | undefined;
  readonly jobs: number | undefined;
  readonly containerTimeMs: number | undefined;
  readonly without: Readonly<Record<string, readonly string[]>>;
  readonly corpus: string | undefined;
}

const extensions = ['.ts', '.mts', '.mjs', '.js', '.json'] as const;

/**
 * Reads `seatrial.config.{ts,mts,mjs,js,json}` of a folder; without one, everything is as nothing had been said.
 * @param targets against which names of targets, properties and implementations are checked
 * @throws UsageError with everything that is wrong with it, a line each; also where there are two
 */
export async function loadConfig(folder: string, targets: readonly AnyTarget[]): Promise<LoadedConfig> {
  const entries = await readdir(folder);
  const names = extensions.map(extension => `seatrial.config${extension}`);
  const [name, ...others] = names.filter(each => entries.includes(each));
  if (name === undefined) return complete({}, folder, undefined);
  if (others.length > 0) {
    const all = [name, ...others];
    throw new UsageError(
      `${all.join(' and ')}: one configuration file is read, and there are ${all.length}; keep one`,
    );
  }
  const file = join(folder, name);
  const value = await contentOf(file);
  const parsed = configSchema.safeParse(value);
  const ofSchema = parsed.success
    ? []
    : problemsOf(parsed.error.issues, { schema: configSchema, value, at: [], whole: 'the configuration' });
  const problems = [...ofSchema, ...misnamed(value, targets)];
  if (problems.length > 0 || !parsed.success) throw new UsageError(sentences(file, problems));
  return complete(parsed.data, folder, file);
}

/** The program that a configuration has under a name; undefined where it has none. */
export function implementationFromConfig(
  { implementations }: LoadedConfig,
  name: string,
): NamedImplementation | undefined {
  return implementations.find(implementation => implementation.name === name);
}

async function contentOf(file: string): Promise<unknown> {
  if (extname(file) === '.json') {
    const read = await readText(file);
    if (read.kind === 'unreadable') throw new UsageError(sentences(file, [read.problem]));
    const json = parseJson(read.text);
    if (json.kind === 'flaw') throw new UsageError(sentences(file, [`not JSON: ${json.problem}`]));
    return json.value;
  }
  const exported = await exportsOf(file);
  if (!Object.hasOwn(exported, 'default'))
    throw new UsageError(sentences(file, ['it has no default export: export default defineConfig({ … })']));
  return exported['default'];
}

/** A configuration that can't be loaded is the caller's, not the harness's fault. */
async function exportsOf(file: string): Promise<Record<string, unknown>> {
  try {
    return await loadModule(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof HarnessFault) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function sentences(file: string, problems: readonly string[]): string {
  return problems.map(problem => `${basename(file)}: ${problem}`).join('\n');
}

function complete(config: Config, folder: string, file: string | undefined): LoadedConfig {
  const below = (paths: readonly string[] = []): readonly string[] =>
    paths.map(path => resolve(folder, path));
  const { implementations = {}, timeout, containment, jobs, containerTime, without = {}, corpus } = config;
  const path = below(config.path);
  return {
    file,
    implementations: Object.entries(implementations).map(([name, { target, command, path: own }]) => ({
      name,
      target,
      command,
      path: [...below(own), ...path],
    })),
    path,
    timeoutMs: timeout === undefined ? undefined : timeoutMs(timeout),
    containment,
    jobs,
    containerTimeMs: containerTime === undefined ? undefined : containerTimeMs(containerTime),
    without,
    corpus: corpus === undefined ? undefined : resolve(folder, corpus),
  };
}
