import { altered } from '../../mutants/mutant.ts';
import { publishFilledBy } from '../../mutants/staged-publish.ts';
import { publishedMode, writeAll } from '../../reference/temporary.ts';
import { crashMutant } from './crash-mutant.ts';

/** Write, chmod, rename, and nobody asked for the bytes. */
export const fileNotSynced = crashMutant(
  {
    name: 'file-not-synced',
    story:
      'The file is renamed before its bytes are on disk: after a loss of power the target is there and empty.',
    source: 'ext4(5), auto_da_alloc: the zero-length problem',
    caughtBy: ['target-is-old-or-complete'],
    under: ['ext4-ordered', 'posix'],
  },
  story =>
    altered(story, {
      publish: publishFilledBy(async (files, _path, descriptor, bytes) => {
        await writeAll(files, _path, descriptor, bytes);
        await files.fchmod(descriptor, publishedMode);
      }),
    }),
);
