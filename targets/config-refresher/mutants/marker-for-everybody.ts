import { constants } from 'node:fs';
import { errorCode } from '../reference/file-system.ts';
import { steps } from '../reference/refresh.ts';
import { orRefuse } from '../reference/refusal.ts';
import { altered } from './mutant.ts';

/** `touch "$MARKER" && chmod 666 "$MARKER"`. */
export const markerForEverybody = altered(
  {
    name: 'marker-for-everybody',
    story:
      'The marker is made writable for all, against the umask: any user can keep the configuration from being refreshed.',
    source: 'CWE-732',
    caughtBy: ['marker-is-not-wide-open'],
    within: 50,
  },
  {
    touch: async (files, marker, now) => {
      try {
        await steps.touch(files, marker, now);
        await orRefuse(marker, 'opened to all', async () => {
          const descriptor = await files.open(marker, constants.O_RDONLY);
          await files.fchmod(descriptor, 0o666);
          await files.close(descriptor);
        });
      } catch (error) {
        if (errorCode(error) !== 'EACCES') throw error;
      }
    },
  },
);
