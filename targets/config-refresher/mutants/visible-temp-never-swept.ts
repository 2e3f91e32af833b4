import { constants } from 'node:fs';
import { posix } from 'node:path';
import { checkTarget, putInPlace, syncFolder } from '../reference/publish.ts';
import { orRefuse } from '../reference/refusal.ts';
import { discard, fill } from '../reference/temporary.ts';
import { altered } from './mutant.ts';

const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

/** `mktemp "$TARGET.XXXXXX"` with a trap, which no SIGKILL runs. */
export const visibleTempNeverSwept = altered(
  {
    name: 'visible-temp-never-swept',
    story:
      'After a kill a half-written file stays beside the target for ever, under a name that `claude*` finds.',
    source: 'expert',
    caughtBy: ['nothing-is-left-behind'],
    within: 700,
  },
  {
    publish: async (files, target, bytes, random) => {
      await checkTarget(files, target);
      const path = `${target}.${random()}`;
      try {
        await orRefuse(path, 'written', async () => {
          const descriptor = await files.open(path, flags, 0o600);
          await fill(files, path, descriptor, bytes);
          await files.close(descriptor);
        });
      } catch (error) {
        await discard(files, path);
        throw error;
      }
      await putInPlace(files, path, target);
      await orRefuse(target, 'synced', () => syncFolder(files, posix.dirname(target)));
    },
  },
);
