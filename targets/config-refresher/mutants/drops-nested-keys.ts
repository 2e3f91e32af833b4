import { Buffer } from 'node:buffer';
import { objectBytes, strictMembers, strictText } from '../reference/json/without-keys.ts';
import { altered } from './mutant.ts';

const nested = /\{"projects":1,"kept":true\}|\{"projects":1\}/g;

/** `walk(if type == "object" then del(.projects) else . end)`. */
export const dropsNestedKeys = altered(
  {
    name: 'drops-nested-keys',
    story: 'The key is dropped at every level: another program’s own setting of that name is lost.',
    source: 'expert',
    caughtBy: ['new-content-is-the-source-without-the-keys'],
    within: 550,
  },
  {
    filter: (source, bytes, drop) => {
      const members = strictMembers(source, strictText(source, bytes));
      const top = objectBytes(members.filter(({ key }) => !drop.includes(key)));
      // Enough of a walk for the documents that have the key deeper down.
      const walked = top.toString().replace(nested, text => (text.includes('kept') ? '{"kept":true}' : '{}'));
      return Buffer.from(walked);
    },
  },
);
