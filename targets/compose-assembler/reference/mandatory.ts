import type { PlainMap, ReadPlainYaml } from './plain-yaml.ts';
import type { Seams } from './seams.ts';
import type { Settings } from './settings.ts';

/** A file that every session is started with. */
export interface MandatoryFile {
  readonly variable: string;
  readonly path: string;
}

/** A mandatory file that was read. */
export interface ReadMandatoryFile extends MandatoryFile {
  readonly mapping: PlainMap;
  readonly tricks: readonly string[];
}

/** The mandatory files in the order in which they are handed over: base, mode, hardening. */
export function mandatoryFiles(settings: Settings): readonly MandatoryFile[] {
  return [
    { variable: 'COMPOSE_BASE', path: settings.base },
    { variable: 'COMPOSE_MODE_OVERLAY', path: settings.modeOverlay },
    ...(settings.optOut ? [] : [{ variable: 'COMPOSE_HARDENING', path: settings.hardening }]),
  ];
}

/** One argument a line is all that can be said of a path: one that holds a line break would be two. */
export function hasLineBreak(path: string): boolean {
  return /[\r\n]/.test(path);
}

export type MandatoryResult =
  | { readonly kind: 'read'; readonly files: readonly ReadMandatoryFile[] }
  | { readonly kind: 'unusable'; readonly problems: readonly string[] };

/** Reads the mandatory files, links followed, and says of every one that can't be used why. */
export async function readMandatory(
  files: readonly MandatoryFile[],
  seams: Seams,
  readYaml: ReadPlainYaml,
): Promise<MandatoryResult> {
  const read: ReadMandatoryFile[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const result = await readOne(file, seams, readYaml);
    if (typeof result === 'string') problems.push(`${file.variable}: ${JSON.stringify(file.path)} ${result}`);
    else read.push(result);
  }
  return problems.length === 0 ? { kind: 'read', files: read } : { kind: 'unusable', problems };
}

async function readOne(
  file: MandatoryFile,
  seams: Seams,
  readYaml: ReadPlainYaml,
): Promise<ReadMandatoryFile | string> {
  if (!file.path.startsWith('/')) return 'is not an absolute path';
  if (hasLineBreak(file.path)) return 'holds a line break';
  let text: string;
  try {
    text = await seams.read(file.path);
  } catch (error) {
    return `can't be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  const yaml = readYaml(text);
  if (yaml.kind === 'unreadable') return `can't be used: ${yaml.reason}`;
  return { ...file, mapping: yaml.mapping, tricks: yaml.tricks };
}
