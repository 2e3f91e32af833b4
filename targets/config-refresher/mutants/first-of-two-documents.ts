import { Buffer } from 'node:buffer';
import { skipValue } from '../reference/json/object-members.ts';
import { withoutKeys } from '../reference/json/without-keys.ts';
import { altered } from './mutant.ts';

/** A streaming parser that is asked once. */
export const firstOfTwoDocuments = altered(
  {
    name: 'first-of-two-documents',
    story:
      'Reading ends with the first value: a shorter document over the tail of a longer one is taken for whole.',
    source: 'expert',
    caughtBy: ['refuses-what-is-not-one-object', 'one-version-of-the-source'],
    within: 250,
  },
  {
    filter: (source, bytes, drop) => {
      const text = Buffer.from(bytes).toString('latin1');
      let end = text.length;
      try {
        end = skipValue(text, 0);
      } catch {
        // No JSON at all: the filter will say so.
      }
      return withoutKeys(source, bytes.subarray(0, end), drop);
    },
  },
);
