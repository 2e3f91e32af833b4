import { posix } from 'node:path';
import { checkTarget, syncFolder } from '../reference/publish.ts';
import { orRefuse } from '../reference/refusal.ts';
import { discard, sweep, writeTemporary } from '../reference/temporary.ts';
import { altered } from './mutant.ts';
import { plainWrite } from './plain-write.ts';

/** "If the atomic way does not work, at least write it." */
export const renameFailureTruncates = altered(
  {
    name: 'rename-failure-truncates',
    story:
      'When the rename fails the target is emptied and written in place: the fallback undoes what the rename was for.',
    source: 'facts: a fallback to a truncating write, found in public projects',
    caughtBy: ['target-is-old-or-complete'],
    within: 750,
  },
  {
    publish: async (files, target, bytes, random) => {
      await checkTarget(files, target);
      const folder = posix.dirname(target);
      const { path, mtimeNs } = await writeTemporary(files, folder, random, bytes);
      try {
        await files.rename(path, target);
      } catch {
        await discard(files, path);
        await plainWrite(files, target, bytes);
      }
      await orRefuse(folder, 'synced', () => syncFolder(files, folder));
      await sweep(files, folder, mtimeNs);
    },
  },
);
