import { constants } from 'node:fs';
import { posix } from 'node:path';
import { altered } from '../../mutants/mutant.ts';
import { checkTarget, syncFolder } from '../../reference/publish.ts';
import { orRefuse } from '../../reference/refusal.ts';
import { fill } from '../../reference/temporary.ts';
import { crashMutant } from './crash-mutant.ts';

const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;

/** Everything is synced, and nothing is replaced. */
export const writtenInPlace = crashMutant(
  {
    name: 'written-in-place',
    story: 'The target itself is emptied and filled again; a sync at the end does not help who looks before.',
    source: 'facts: atomic replace, a fallback to a truncating write',
    caughtBy: ['target-is-old-or-complete'],
    under: ['ext4-ordered', 'posix'],
  },
  story =>
    altered(story, {
      publish: async (files, target, bytes) => {
        await checkTarget(files, target);
        await orRefuse(target, 'written', async () => {
          const descriptor = await files.open(target, flags, 0o644);
          await fill(files, target, descriptor, bytes);
          await files.close(descriptor);
        });
        await syncFolder(files, posix.dirname(target));
      },
    }),
);
