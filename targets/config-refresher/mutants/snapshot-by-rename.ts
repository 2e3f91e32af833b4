import { readSource } from '../reference/read-source.ts';
import { orRefuse } from '../reference/refusal.ts';
import { altered } from './mutant.ts';

/** Takes the source aside while it reads. */
export const snapshotByRename = altered(
  {
    name: 'snapshot-by-rename',
    story:
      'The source is renamed, read and renamed back: its owner finds it missing, and a kill in between loses it.',
    source: 'seed 004 INV-1 and INV-2',
    caughtBy: ['source-is-only-read'],
    within: 50,
  },
  {
    read: async (files, source) => {
      const aside = `${source}.reading`;
      await orRefuse(source, 'taken aside', () => files.rename(source, aside));
      try {
        return await readSource(files, aside);
      } finally {
        await orRefuse(source, 'put back', () => files.rename(aside, source));
      }
    },
  },
);
