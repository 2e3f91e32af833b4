import { objectBytes, strictMembers, strictText } from '../reference/json/without-keys.ts';
import { altered } from './mutant.ts';

/** `with_entries(select(.key | startswith("projects") | not))`. */
export const dropsByPrefix = altered(
  {
    name: 'drops-by-prefix',
    story: 'Every key that begins like the one to drop is dropped with it: a setting is lost in silence.',
    source: 'expert',
    caughtBy: ['new-content-is-the-source-without-the-keys'],
    within: 350,
  },
  {
    filter: (source, bytes, drop) => {
      const members = strictMembers(source, strictText(source, bytes));
      return objectBytes(members.filter(({ key }) => !drop.some(name => key.startsWith(name))));
    },
  },
);
