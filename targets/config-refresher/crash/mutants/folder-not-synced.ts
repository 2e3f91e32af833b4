import { posix } from 'node:path';
import { altered } from '../../mutants/mutant.ts';
import { checkTarget, putInPlace } from '../../reference/publish.ts';
import { sweep, writeTemporary } from '../../reference/temporary.ts';
import { crashMutant } from './crash-mutant.ts';

/** Everything but the last fsync, of the folder. */
export const folderNotSynced = crashMutant(
  {
    name: 'folder-not-synced',
    story:
      'Nobody asked for the new name: after a loss of power the old target is back, although success was told; where nothing keeps the order, under a marker that is fresh.',
    source: 'fsync(2): the entry in the directory needs an fsync of its own',
    caughtBy: ['success-means-a-complete-target', 'marker-only-after-success'],
    under: ['ext4-ordered', 'posix'],
  },
  story =>
    altered(story, {
      publish: async (files, target, bytes, random) => {
        await checkTarget(files, target);
        const folder = posix.dirname(target);
        const temporary = await writeTemporary(files, folder, random, bytes);
        await putInPlace(files, temporary.path, target);
        await sweep(files, folder, temporary.mtimeNs);
      },
    }),
);
