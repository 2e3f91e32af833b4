import { objectBytes, strictMembers, strictText } from '../reference/json/without-keys.ts';
import { altered } from './mutant.ts';

/** Stops looking once the key is found. */
export const oneDuplicateDropped = altered(
  {
    name: 'one-duplicate-dropped',
    story:
      'Only the first member of that key is dropped; a second one of the same key stays, and it is the one that counts.',
    source: 'RFC 8259 section 4',
    caughtBy: ['new-content-is-the-source-without-the-keys'],
    within: 250,
  },
  {
    filter: (source, bytes, drop) => {
      const members = [...strictMembers(source, strictText(source, bytes))];
      for (const key of drop) {
        const index = members.findIndex(member => member.key === key);
        if (index >= 0) members.splice(index, 1);
      }
      return objectBytes(members);
    },
  },
);
