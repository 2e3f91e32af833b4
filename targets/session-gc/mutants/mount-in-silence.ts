import { removeSession } from '../reference/remove.ts';
import { altered } from './mutant.ts';

export const mountInSilence = altered(
  {
    name: 'mount-in-silence',
    story: 'A folder with a mount in it is passed over as if there were none.',
    source: 'rm(1), --one-file-system',
    caughtBy: ['what-stays-is-told'],
    within: 500,
  },
  {
    remove: (files, session) => {
      try {
        removeSession(files, session);
      } catch (error) {
        if (!String(error).includes('mounted')) throw error;
      }
    },
  },
);
