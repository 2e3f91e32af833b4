import { posix } from 'node:path';
import { publish } from '../reference/publish.ts';
import { altered } from './mutant.ts';

/** `mv "$TEMP" "$TARGET"` without `-T`. */
export const movesIntoFolder = altered(
  {
    name: 'moves-into-folder',
    story:
      'Where the target is a folder the new file is moved into it, and success is claimed: nobody reads it there.',
    source: 'mv(1), --no-target-directory',
    caughtBy: ['success-means-a-complete-target', 'nothing-is-left-behind'],
    within: 450,
  },
  {
    publish: async (files, target, bytes, random) => {
      const status = await files.lstat(target).catch(() => undefined);
      const folder = status?.kind === 'folder';
      await publish(files, folder ? posix.join(target, posix.basename(target)) : target, bytes, random);
    },
  },
);
