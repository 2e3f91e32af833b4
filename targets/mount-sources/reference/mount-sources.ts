import { parse } from 'yaml';
import { mergeServices, type Service } from './compose/services.ts';
import type { Files } from './files.ts';
import { makeSource, realFolder } from './make-source.ts';
import { neededSources, type Source } from './needed-sources.ts';
import { readSettings, type Settings } from './settings.ts';

/** The parts of a run; each can be replaced. */
export interface Steps<F extends Files> {
  /** What YAML makes of a text. @throws an error that says what is wrong with it */
  parse(text: string): unknown;
  merge(documents: readonly unknown[], variables: Settings['variables']): readonly Service[];
  needed(services: readonly Service[], settings: Settings): readonly Source[];
  make(files: F, settings: Settings, realHome: string, source: Source): void;
}

export const steps: Steps<Files> = {
  parse: text => parse(text, { logLevel: 'silent', prettyErrors: false }),
  merge: mergeServices,
  needed: neededSources,
  make: (files, { home }, realHome, source) => makeSource(files, home, realHome, source),
};

/** How a run ended: exit status and lines for standard error. */
export interface Result {
  readonly status: number;
  readonly lines: readonly string[];
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

/** Makes every source that the Compose files mount from below HOME and that is missing. */
export function mountSources<F extends Files>(
  environment: Readonly<Record<string, string | undefined>>,
  files: F,
  { parse, merge, needed, make }: Steps<F>,
): Result {
  const settings = readSettings(environment);
  if (typeof settings === 'string') return { status: 1, lines: [settings] };
  const documents: unknown[] = [];
  for (const path of settings.composeFiles) {
    try {
      documents.push(parse(files.readText(path)));
    } catch (error) {
      // Without one of the files it is not known what is mounted.
      return { status: 1, lines: [`${path}: can't be read: ${reasonOf(error)}`] };
    }
  }
  const lines: string[] = [];
  let realHome: string | undefined;
  for (const source of needed(merge(documents, settings.variables), settings)) {
    try {
      realHome ??= realFolder(files, settings.home);
      make(files, settings, realHome, source);
    } catch (error) {
      lines.push(`${onOneLine(source.path)}: ${reasonOf(error)}`);
    }
  }
  return { status: lines.length > 0 ? 1 : 0, lines };
}

/** A path as it is, or as a JSON string where it would not stay on its line. */
function onOneLine(path: string): string {
  return /[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(path) ? JSON.stringify(path) : path;
}
