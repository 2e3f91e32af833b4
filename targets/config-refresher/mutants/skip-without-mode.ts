import { publish } from '../reference/publish.ts';
import { readSource } from '../reference/read-source.ts';
import { looksEqual } from './looks-equal.ts';
import { altered } from './mutant.ts';

/** "Same bytes" is taken for "same file". */
export const skipWithoutMode = altered(
  {
    name: 'skip-without-mode',
    story:
      'A result that equals the target skips the write without a look at the mode: an unreadable target stays so.',
    source: 'expert',
    caughtBy: ['mode-is-0644'],
    within: 200,
  },
  {
    publish: async (files, target, bytes, random) => {
      const old = await readSource(files, target).catch(() => undefined);
      if (old === undefined || !looksEqual(bytes, old.bytes)) await publish(files, target, bytes, random);
    },
  },
);
