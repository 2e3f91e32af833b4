import { listNames } from './list-names.ts';
import { liveSessions } from './live-sessions.ts';
import { removeSession } from './remove.ts';
import type { Seams } from './seams.ts';
import { sessionFolders } from './session-folders.ts';

/** What the environment says; undefined: nothing. */
export interface Settings {
  readonly home: string | undefined;
  readonly docker: string | undefined;
}

/** The parts of a sweep, each of which can be another. */
export interface Steps {
  readonly look: typeof sessionFolders;
  readonly list: typeof listNames;
  readonly live: typeof liveSessions;
  readonly remove: typeof removeSession;
}

export const steps: Steps = {
  look: sessionFolders,
  list: listNames,
  live: liveSessions,
  remove: removeSession,
};

export type Sweep = (settings: Settings, seams: Seams) => void;

/** Makes a sweep of its steps. */
export function sweeper({ look, list, live, remove }: Steps): Sweep {
  return ({ home, docker }, { files, run, warn }) => {
    if (home === undefined || home === '') return;
    // Before anybody is asked who lives: what is made from now on is not looked at, and so never removed.
    let orphans = look(files, home);
    if (orphans.length === 0) return;
    if (docker === undefined || docker === '') {
      warn('session folders are kept: DOCKER is not set');
      return;
    }
    // Twice: who started while the first answer was under way shows in the second.
    for (const _asked of [1, 2]) {
      const names = list(run, docker);
      if (names.kind === 'unknown') {
        warn(`session folders are kept: ${names.why}`);
        return;
      }
      const alive = live(names.names);
      orphans = orphans.filter(({ id }) => !alive.has(id));
      if (orphans.length === 0) return;
    }
    for (const orphan of orphans) {
      try {
        remove(files, orphan);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        warn(`the folder of session ${orphan.id} is not removed: ${why}`);
      }
    }
  };
}

/**
 * Removes the folders of sessions whose containers are gone, with their siblings. Never fails: what can't be done is
 * warned about.
 */
export const sweep: Sweep = sweeper(steps);
