import { objectBytes, strictMembers, strictText } from '../reference/json/without-keys.ts';
import { altered } from './mutant.ts';

/** `sed '/"projects"/d'`. */
export const escapedKeyKept = altered(
  {
    name: 'escaped-key-kept',
    story:
      'Keys are compared as they are spelled: "pro\\u006aects" is not found, and what must not get out gets out.',
    source: 'RFC 8259 section 8.3',
    caughtBy: ['new-content-is-the-source-without-the-keys'],
    within: 250,
  },
  {
    filter: (source, bytes, drop) => {
      const members = strictMembers(source, strictText(source, bytes));
      return objectBytes(members.filter(({ text }) => !drop.some(key => text.startsWith(`"${key}"`))));
    },
  },
);
