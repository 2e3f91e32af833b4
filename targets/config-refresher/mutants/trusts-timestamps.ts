import { checkedStatus, readAll, readingFlags, unchanged, whileOpen } from '../reference/read-source.ts';
import { Refusal } from '../reference/refusal.ts';
import { altered } from './mutant.ts';

/** Size and times before and after are the same, so the bytes must be. */
export const trustsTimestamps = altered(
  {
    name: 'trusts-timestamps',
    story:
      'A version of the same size, written within one tick of the clock, shows no change: the mixture is published.',
    source: 'git, Documentation/technical/racy-git',
    caughtBy: ['one-version-of-the-source'],
    within: 600,
  },
  {
    read: (files, source) =>
      whileOpen(files, source, readingFlags, async descriptor => {
        const before = await checkedStatus(files, source, descriptor);
        const bytes = await readAll(files, descriptor, before.size);
        const after = await files.fstat(descriptor);
        if (!unchanged(before, after)) throw new Refusal(source, 'changed while it was read');
        return { bytes, status: before };
      }),
  },
);
