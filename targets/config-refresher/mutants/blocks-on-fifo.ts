import { constants } from 'node:fs';
import { checkedStatus, readAll, readSource, whileOpen } from '../reference/read-source.ts';
import { altered } from './mutant.ts';

/** Opens first and looks afterwards. */
export const blocksOnFifo = altered(
  {
    name: 'blocks-on-fifo',
    story:
      'The source is opened without O_NONBLOCK: a FIFO that nobody writes to holds the start of a session for ever.',
    source: 'fifo(7)',
    caughtBy: ['always-ends'],
    within: 1250,
  },
  {
    read: async (files, source) => {
      await whileOpen(files, source, constants.O_RDONLY, async descriptor => {
        const { size } = await checkedStatus(files, source, descriptor);
        return readAll(files, descriptor, size);
      });
      return readSource(files, source);
    },
  },
);
