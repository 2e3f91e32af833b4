import { publishedMode, writeAll } from '../reference/temporary.ts';
import { altered } from './mutant.ts';
import { publishFilledBy } from './staged-publish.ts';

/** `chmod 644 "$TEMP" || true`. */
export const chmodFailureIgnored = altered(
  {
    name: 'chmod-failure-ignored',
    story:
      'A chmod that fails, as it does on some mounts, is taken lightly: the target is published unreadable.',
    source: 'chmod(2), EPERM and EROFS',
    caughtBy: ['mode-is-0644'],
    within: 1500,
  },
  {
    publish: publishFilledBy(async (files, path, descriptor, bytes) => {
      await writeAll(files, path, descriptor, bytes);
      await files.fchmod(descriptor, publishedMode).catch(() => undefined);
      await files.fsync(descriptor);
    }),
  },
);
