import { Buffer } from 'node:buffer';
import { withoutKeys } from '../reference/json/without-keys.ts';
import { altered } from './mutant.ts';

const mark = Buffer.from('\ufeff');

/** A decoder that takes the byte-order mark off. */
export const acceptsBom = altered(
  {
    name: 'accepts-bom',
    story:
      'A byte-order mark is skipped: what this program takes, the next one, which reads strictly, does not.',
    source: 'RFC 8259 section 8.1',
    caughtBy: ['refuses-what-is-not-one-object'],
    within: 750,
  },
  {
    filter: (source, bytes, drop) => {
      const marked = Buffer.compare(bytes.subarray(0, mark.length), mark) === 0;
      return withoutKeys(source, marked ? bytes.subarray(mark.length) : bytes, drop);
    },
  },
);
