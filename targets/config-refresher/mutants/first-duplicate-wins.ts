import { objectBytes, strictMembers, strictText } from '../reference/json/without-keys.ts';
import { altered } from './mutant.ts';

/** Cleans duplicates up, the wrong way round. */
export const firstDuplicateWins = altered(
  {
    name: 'first-duplicate-wins',
    story:
      'Of duplicate keys the first is kept, where every reader of the source takes the last: the two disagree.',
    source: 'RFC 8259 section 4',
    caughtBy: ['new-content-is-the-source-without-the-keys'],
    within: 100,
  },
  {
    filter: (source, bytes, drop) => {
      const seen = new Set<string>(drop);
      const members = strictMembers(source, strictText(source, bytes));
      const first = members.filter(({ key }) => !seen.has(key) && seen.add(key));
      return objectBytes(first);
    },
  },
);
