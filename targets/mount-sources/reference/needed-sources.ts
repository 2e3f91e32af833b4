import { dirname, posix } from 'node:path';
import type { Service } from './compose/services.ts';
import { kindOfTarget } from './kind-of-target.ts';
import type { Settings } from './settings.ts';

/** A source that has to be there before the engine starts. */
export interface Source {
  /** Below `HOME`; absolute, normalised. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

/** The absolute path of a source as written, normalised by its text alone, as the engine does it. */
export function absoluteSource(written: string, { home, composeFiles }: Settings): string {
  if (written === '~' || written.startsWith('~/')) return posix.join(home, written.slice(1), '.');
  return posix.resolve(dirname(composeFiles[0]), written);
}

/** Whether a normalised path lies below a folder. */
export function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder === '/' ? folder : `${folder}/`) && path !== folder;
}

/** The sources below HOME that every session mounts and the engine would make. */
export function neededSources(services: readonly Service[], settings: Settings): readonly Source[] {
  const needed: Source[] = [];
  for (const { gated, volumes } of services) {
    if (gated) continue;
    for (const { source, target, makesSource } of volumes.values()) {
      if (source === undefined || !makesSource) continue;
      const path = posix.resolve(absoluteSource(source, settings));
      if (isBelow(path, settings.home)) needed.push({ path, kind: kindOfTarget(target) });
    }
  }
  return needed;
}
