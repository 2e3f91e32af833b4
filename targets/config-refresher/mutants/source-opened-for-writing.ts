import { constants } from 'node:fs';
import { readSource, whileOpen } from '../reference/read-source.ts';
import { altered } from './mutant.ts';

/** `r+`, to lock it. */
export const sourceOpenedForWriting = altered(
  {
    name: 'source-opened-for-writing',
    story:
      'The source is opened for writing although it is only read: a read-only one, the safer kind, is refused.',
    source: 'seed 004 INV-2',
    caughtBy: ['no-false-refusal'],
    within: 400,
  },
  {
    read: async (files, source) => {
      await whileOpen(files, source, constants.O_RDWR | constants.O_NONBLOCK, () => Promise.resolve());
      return readSource(files, source);
    },
  },
);
