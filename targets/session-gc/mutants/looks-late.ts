import { listNames } from '../reference/list-names.ts';
import { liveSessions } from '../reference/live-sessions.ts';
import { sessionFolders } from '../reference/session-folders.ts';
import { mutant } from './mutant.ts';
import { removeOrWarn } from './remove-or-warn.ts';

export const looksLate = mutant(
  {
    name: 'looks-late',
    story:
      'The folders are looked at after the listing: a session that starts in between is in the folder and not in the list.',
    source: 'seed 004 F1; CWE-367',
    caughtBy: ['sessions-that-start-survive'],
    within: 300,
  },
  ({ home = '', docker = '' }, { files, run, warn }) => {
    const names = docker === '' ? undefined : listNames(run, docker);
    const folders = home === '' ? [] : sessionFolders(files, home);
    if (names?.kind !== 'listed') {
      if (folders.length > 0) warn('session folders are kept');
      return;
    }
    const live = liveSessions(names.names);
    for (const folder of folders) if (!live.has(folder.id)) removeOrWarn(files, folder, warn);
  },
);
