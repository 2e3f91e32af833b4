import { listNames } from '../reference/list-names.ts';
import { liveSessions } from '../reference/live-sessions.ts';
import { sessionFolders } from '../reference/session-folders.ts';
import { mutant } from './mutant.ts';
import { removeOrWarn } from './remove-or-warn.ts';

export const secondOutageIgnored = mutant(
  {
    name: 'second-outage-ignored',
    story: 'The second listing is asked for to be certain, and when it fails the first is good enough.',
    source: 'expert',
    caughtBy: ['outage-removes-nothing'],
    within: 300,
  },
  ({ home = '', docker = '' }, { files, run, warn }) => {
    // In good time: only the answers are not listened to.
    const folders = home === '' ? [] : sessionFolders(files, home);
    const first = docker === '' ? undefined : listNames(run, docker);
    if (first?.kind !== 'listed') {
      if (folders.length > 0) warn('session folders are kept');
      return;
    }
    const second = listNames(run, docker);
    const live = liveSessions(second.kind === 'listed' ? `${first.names}\n${second.names}` : first.names);
    for (const folder of folders) if (!live.has(folder.id)) removeOrWarn(files, folder, warn);
  },
);
