import { constants } from 'node:fs';
import { posix } from 'node:path';
import { checkTarget, putInPlace, syncFolder } from '../reference/publish.ts';
import { orRefuse } from '../reference/refusal.ts';
import { discard, fill } from '../reference/temporary.ts';
import { altered } from './mutant.ts';

const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC;

/** `TEMP="$TARGET.tmp"`. */
export const fixedTempName = altered(
  {
    name: 'fixed-temp-name',
    story:
      'The temporary file is always called TARGET.tmp: two refreshers write into one file, and a file of that name is lost.',
    source: 'facts: a fixed .tmp name, found in public projects',
    caughtBy: ['others-are-untouched', 'target-is-old-or-complete', 'two-refreshers-one-result'],
    within: 300,
  },
  {
    publish: async (files, target, bytes) => {
      await checkTarget(files, target);
      const path = `${target}.tmp`;
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
