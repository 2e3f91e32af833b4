import { checkedStatus, readAll, readingFlags, whileOpen } from '../reference/read-source.ts';
import { altered } from './mutant.ts';

/** Reads until it has the bytes, and believes them. */
export const tornRead = altered(
  {
    name: 'torn-read',
    story:
      'Nothing is compared before and after: the first half of the old version and the second half of the new one pass.',
    source: 'seed 004 F5: "a file Claude Code rewrites constantly"',
    caughtBy: ['one-version-of-the-source'],
    within: 300,
  },
  {
    read: (files, source) =>
      whileOpen(files, source, readingFlags, async descriptor => {
        const status = await checkedStatus(files, source, descriptor);
        return { bytes: await readAll(files, descriptor, status.size), status };
      }),
  },
);
