import { posix } from 'node:path';

/** What a run is told by its environment. */
export interface Settings {
  /** `HOME`, normalised by its text alone; absolute. */
  readonly home: string;
  readonly composeFiles: readonly [string, ...string[]];
  /** Everything that Compose interpolates. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** A text is the reason why there are no settings. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings | string {
  const { HOME: home = '', COMPOSE_FILES: list = '' } = environment;
  if (!home.startsWith('/')) return 'HOME is not an absolute path';
  const [first, ...others] = list.split(':').filter(path => path !== '');
  if (first === undefined) return 'COMPOSE_FILES names no file';
  const composeFiles = [first, ...others] as const;
  return { home: withoutEnd(posix.normalize(home)), composeFiles, variables: environment };
}

function withoutEnd(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
