import { Buffer } from 'node:buffer';
import { checkedStatus, readingFlags, readSource, whileOpen } from '../reference/read-source.ts';
import { altered } from './mutant.ts';

/** `while (filled < size) filled += read(...)`. */
export const readsToSizeForEver = altered(
  {
    name: 'reads-to-size-for-ever',
    story:
      'Reading goes on until it has as many bytes as the file had: emptied by its writer meanwhile, it never has.',
    source: 'read(2), end of file',
    caughtBy: ['always-ends'],
    within: 2050,
  },
  {
    read: async (files, source) => {
      await whileOpen(files, source, readingFlags, async descriptor => {
        const { size } = await checkedStatus(files, source, descriptor);
        const bytes = Buffer.alloc(size);
        let filled = 0;
        while (filled < size) filled += await files.read(descriptor, bytes.subarray(filled), filled);
      });
      return readSource(files, source);
    },
  },
);
