import { posix } from 'node:path';
import { modelSteps, type Subject } from '../model.ts';
import { mountSources } from '../reference/mount-sources.ts';
import { absoluteSource } from '../reference/needed-sources.ts';

/**
 * The reference, which then makes folders that it must not make.
 * @param isTaken whether a source is taken for one in HOME: normalised, as written, and HOME
 * @param placeOf the folder that is made for a source as written
 */
export function beyondHome(
  isTaken: (path: string, written: string, home: string) => boolean,
  placeOf: (written: string) => string = written => posix.resolve(written),
): Subject {
  return (environment, files) => {
    const more: string[] = [];
    const result = mountSources(environment, files, {
      ...modelSteps,
      needed(services, settings) {
        for (const { gated, volumes } of services) {
          for (const { source, makesSource } of gated ? [] : volumes.values()) {
            if (source === undefined || !makesSource || !source.startsWith('/')) continue;
            if (isTaken(posix.resolve(absoluteSource(source, settings)), source, settings.home))
              more.push(placeOf(source));
          }
        }
        return modelSteps.needed(services, settings);
      },
    });
    for (const path of more) {
      try {
        files.makeFolders(path, 0o755);
      } catch {
        // Something is in the way.
      }
    }
    return result;
  };
}
