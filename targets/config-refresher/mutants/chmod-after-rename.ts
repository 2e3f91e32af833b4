import { constants } from 'node:fs';
import { orRefuse } from '../reference/refusal.ts';
import { publishedMode, writeAll } from '../reference/temporary.ts';
import { altered } from './mutant.ts';
import { publishFilledBy } from './staged-publish.ts';

const publishUnreadable = publishFilledBy(async (files, path, descriptor, bytes) => {
  await writeAll(files, path, descriptor, bytes);
  await files.fsync(descriptor);
});

/** `mv "$TEMP" "$TARGET" && chmod 644 "$TARGET"`. */
export const chmodAfterRename = altered(
  {
    name: 'chmod-after-rename',
    story:
      'The mode is set once the file is public: readers in between are locked out, after a kill for ever.',
    source: 'facts: atomic replace, fchmod before the rename',
    caughtBy: ['mode-is-0644'],
    within: 50,
  },
  {
    publish: async (files, target, bytes, random) => {
      await publishUnreadable(files, target, bytes, random);
      await orRefuse(target, 'given its mode', async () => {
        const descriptor = await files.open(target, constants.O_RDONLY);
        await files.fchmod(descriptor, publishedMode);
        await files.close(descriptor);
      });
    },
  },
);
