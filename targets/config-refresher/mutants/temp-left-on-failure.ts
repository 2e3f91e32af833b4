import { posix } from 'node:path';
import { checkTarget, syncFolder } from '../reference/publish.ts';
import { orRefuse } from '../reference/refusal.ts';
import { createTemporary, fill, sweep } from '../reference/temporary.ts';
import { altered } from './mutant.ts';

/** mktemp without a trap. */
export const tempLeftOnFailure = altered(
  {
    name: 'temp-left-on-failure',
    story:
      'A failure after the temporary file was made leaves it: secrets of the source pile up, one file a failure.',
    source: 'facts: atomic replace, unlink on failure',
    caughtBy: ['nothing-is-left-behind'],
    within: 150,
  },
  {
    publish: async (files, target, bytes, random) => {
      await checkTarget(files, target);
      const folder = posix.dirname(target);
      const { path, descriptor } = await createTemporary(files, folder, random);
      await orRefuse(target, 'replaced', async () => {
        const mtimeNs = await fill(files, path, descriptor, bytes);
        await files.close(descriptor);
        await files.rename(path, target);
        await syncFolder(files, folder);
        await sweep(files, folder, mtimeNs);
      });
    },
  },
);
