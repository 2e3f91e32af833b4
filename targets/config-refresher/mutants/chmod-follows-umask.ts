import { writeAll } from '../reference/temporary.ts';
import { altered } from './mutant.ts';
import { publishFilledBy } from './staged-publish.ts';

/** The mode that mktemp gave is the mode that is published. */
export const chmodFollowsUmask = altered(
  {
    name: 'chmod-follows-umask',
    story:
      'Nobody sets the mode: the target is 0600, and the other user in the container can no longer read it.',
    source: 'seed 004 F3 and F5',
    caughtBy: ['mode-is-0644'],
    within: 50,
  },
  {
    publish: publishFilledBy(async (files, path, descriptor, bytes) => {
      await writeAll(files, path, descriptor, bytes);
      await files.fsync(descriptor);
    }),
  },
);
