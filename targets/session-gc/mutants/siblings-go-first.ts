import { sessionFolders, statusOf } from '../reference/session-folders.ts';
import { sweep } from '../reference/sweep.ts';
import { mutant } from './mutant.ts';
import { quietly } from './remove-or-warn.ts';

export const siblingsGoFirst = mutant(
  {
    name: 'siblings-go-first',
    story: 'The siblings are removed before anybody is asked who lives.',
    source: 'expert',
    caughtBy: ['outage-removes-nothing', 'live-sessions-survive'],
    within: 150,
  },
  (settings, seams) => {
    const { home = '' } = settings;
    for (const { sibling } of home === '' ? [] : sessionFolders(seams.files, home)) {
      if (statusOf(seams.files, sibling)?.kind === 'other') quietly(() => seams.files.unlink(sibling));
    }
    sweep(settings, seams);
  },
);
