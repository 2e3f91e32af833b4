import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Words } from '../containment/words.ts';
import { findPrograms } from '../find-program.ts';

/**
 * The words that may start a real Compose, the preferred first: the one that scripts/fetch-compose put into the project
 * that this file, or what was built of it, belongs to; every `docker-compose` in PATH; every `docker`, which may have it
 * as a plugin. What SEATRIAL_COMPOSE names comes before all of them.
 */
export function composePlaces(path: string): readonly Words[] {
  return [
    ...findPrograms('docker-compose', `${join(project(), '.cache/compose')}:${path}`).map(
      (at): Words => [at],
    ),
    ...findPrograms('docker', path).map((at): Words => [at, 'compose']),
  ];
}

function project(): string {
  let folder = import.meta.dirname;
  while (folder !== dirname(folder) && !existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
