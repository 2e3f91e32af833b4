import { posix } from 'node:path';
import { checkTarget, putInPlace, syncFolder } from '../reference/publish.ts';
import { orRefuse } from '../reference/refusal.ts';
import { discard, temporaryName, writeTemporary } from '../reference/temporary.ts';
import { altered } from './mutant.ts';

/** `rm -f "$FOLDER"/.refreshing-*` before the rename. */
export const sweepsLiveTemp = altered(
  {
    name: 'sweeps-live-temp',
    story:
      'Every temporary file of that pattern counts as stale: two refreshers at once remove each other’s, and both fail.',
    source: 'expert',
    caughtBy: ['two-refreshers-one-result'],
    within: 900,
  },
  {
    publish: async (files, target, bytes, random) => {
      await checkTarget(files, target);
      const folder = posix.dirname(target);
      const { path } = await writeTemporary(files, folder, random, bytes);
      for (const name of await files.readdir(folder).catch(() => [])) {
        const other = posix.join(folder, name);
        if (temporaryName.test(name) && other !== path) await discard(files, other);
      }
      await putInPlace(files, path, target);
      await orRefuse(folder, 'synced', () => syncFolder(files, folder));
    },
  },
);
