import { Buffer } from 'node:buffer';
import { withoutKeys } from '../reference/json/without-keys.ts';
import { altered } from './mutant.ts';

/** `readFile(path, 'utf8')`. */
export const lenientUtf8 = altered(
  {
    name: 'lenient-utf8',
    story:
      'Bytes that are not UTF-8 become U+FFFD in silence: a name in the target is not the name in the source.',
    source: 'RFC 3629; WHATWG Encoding, replacement',
    caughtBy: ['refuses-what-is-not-one-object'],
    within: 450,
  },
  {
    filter: (source, bytes, drop) =>
      withoutKeys(source, Buffer.from(Buffer.from(bytes).toString('utf8')), drop),
  },
);
