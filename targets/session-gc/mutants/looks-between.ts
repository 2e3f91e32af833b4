import { listNames } from '../reference/list-names.ts';
import { liveSessions } from '../reference/live-sessions.ts';
import { sessionFolders } from '../reference/session-folders.ts';
import { mutant } from './mutant.ts';
import { removeOrWarn } from './remove-or-warn.ts';

export const looksBetween = mutant(
  {
    name: 'looks-between',
    story:
      'The folders are looked at anew between two listings: a session that has its folder and not yet its container is in neither.',
    source: 'seed 004 F1; CWE-367',
    caughtBy: ['sessions-that-start-survive'],
    within: 300,
  },
  ({ home = '', docker = '' }, { files, run, warn }) => {
    const live = new Set<string>();
    let folders = home === '' ? [] : sessionFolders(files, home);
    for (const _asked of [1, 2]) {
      if (folders.length === 0) return;
      folders = sessionFolders(files, home);
      const names = docker === '' ? undefined : listNames(run, docker);
      if (names?.kind !== 'listed') return warn('session folders are kept');
      for (const id of liveSessions(names.names)) live.add(id);
    }
    for (const folder of folders) if (!live.has(folder.id)) removeOrWarn(files, folder, warn);
  },
);
