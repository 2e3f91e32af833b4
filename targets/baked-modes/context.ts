import { dockerfileOf, ignoreOf } from './dockerfile.ts';
import { type BakedScenario, type ContextEntry, dockerfileName, ignoreName, parentsOf } from './scenario.ts';

/** A file, folder or link of a checked out context. */
export interface CheckedOut {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
  readonly mode: number;
  readonly content: string;
  readonly to: string;
}

function modeOf(mode: string, umask: number): number {
  if (mode === 'git') return 0o666 & ~umask;
  return mode === 'git-executable' ? 0o777 & ~umask : Number.parseInt(mode, 8);
}

function checkedOut(entry: ContextEntry, umask: number): CheckedOut {
  const { kind, path } = entry;
  if (kind === 'link') return { path, kind, mode: 0o777, content: '', to: entry.to };
  if (kind === 'file') return { path, kind, mode: modeOf(entry.mode, umask), content: entry.content, to: '' };
  const mode = entry.mode === 'git' ? 0o777 & ~umask : Number.parseInt(entry.mode, 8);
  return { path, kind, mode, content: '', to: '' };
}

/**
 * The context as a checkout under a umask leaves it, with the folders that nobody named; what is in a folder stands after
 * it. Dockerfile and .dockerignore are in it as any file.
 */
export function contextOf(scenario: BakedScenario, umask: number): readonly CheckedOut[] {
  const found = new Map<string, CheckedOut>();
  const ignore = ignoreOf(scenario);
  const own: ContextEntry[] = [
    { kind: 'file', path: dockerfileName, content: dockerfileOf(scenario).text, mode: 'git' },
    ...(ignore === undefined
      ? []
      : [{ kind: 'file', path: ignoreName, content: ignore, mode: 'git' } as const]),
  ];
  for (const entry of [...own, ...scenario.context]) {
    for (const path of parentsOf(entry.path))
      if (!found.has(path)) found.set(path, checkedOut({ kind: 'folder', path, mode: 'git' }, umask));
    found.set(entry.path, checkedOut(entry, umask));
  }
  return [...found.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}
