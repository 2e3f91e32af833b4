import { Buffer } from 'node:buffer';
import { strictMembers, strictText } from '../reference/json/without-keys.ts';
import { altered } from './mutant.ts';

/** JSON.parse, delete, JSON.stringify. */
export const parseAndStringify = altered(
  {
    name: 'parse-and-stringify',
    story:
      'Numbers go through a double: an identifier beyond 2^53 comes out as its neighbour, 1e400 as null.',
    source: 'RFC 8259 section 6',
    caughtBy: ['new-content-is-the-source-without-the-keys'],
    within: 250,
  },
  {
    filter: (source, bytes, drop) => {
      const text = strictText(source, bytes);
      strictMembers(source, text);
      const parsed: unknown = JSON.parse(text);
      const kept = Object.entries(Object(parsed)).filter(([key]) => !drop.includes(key));
      return Buffer.from(`${JSON.stringify(Object.fromEntries(kept))}\n`);
    },
  },
);
