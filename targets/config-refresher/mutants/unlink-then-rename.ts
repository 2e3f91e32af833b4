import { posix } from 'node:path';
import { checkTarget, putInPlace, syncFolder } from '../reference/publish.ts';
import { orRefuse } from '../reference/refusal.ts';
import { discard, sweep, writeTemporary } from '../reference/temporary.ts';
import { altered } from './mutant.ts';

/** A habit from systems where rename does not replace. */
export const unlinkThenRename = altered(
  {
    name: 'unlink-then-rename',
    story:
      'The old target is removed first: for a moment, after a kill for ever, there is no configuration at all.',
    source: 'rename(2)',
    caughtBy: ['target-is-old-or-complete'],
    within: 50,
  },
  {
    publish: async (files, target, bytes, random) => {
      await checkTarget(files, target);
      const folder = posix.dirname(target);
      const { path, mtimeNs } = await writeTemporary(files, folder, random, bytes);
      await discard(files, target);
      await putInPlace(files, path, target);
      await orRefuse(folder, 'synced', () => syncFolder(files, folder));
      await sweep(files, folder, mtimeNs);
    },
  },
);
