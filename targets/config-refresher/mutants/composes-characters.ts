import { Buffer } from 'node:buffer';
import { withoutKeys } from '../reference/json/without-keys.ts';
import { altered } from './mutant.ts';

/** `text.normalize()`. */
export const composesCharacters = altered(
  {
    name: 'composes-characters',
    story:
      'Text is brought into Unicode’s composed form: a path that the file system knows by other bytes no longer exists.',
    source: 'Unicode Standard Annex 15',
    caughtBy: ['new-content-is-the-source-without-the-keys'],
    within: 500,
  },
  {
    filter: (source, bytes, drop) =>
      Buffer.from(withoutKeys(source, bytes, drop).toString('utf8').normalize()),
  },
);
