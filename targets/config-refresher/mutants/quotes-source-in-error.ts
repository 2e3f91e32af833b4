import { strictMembers, strictText, withoutKeys } from '../reference/json/without-keys.ts';
import { Refusal } from '../reference/refusal.ts';
import { altered } from './mutant.ts';

/** An error message that wants to be helpful. */
const excerpt = 60;

/** Shows the end of what it read. */
export const quotesSourceInError = altered(
  {
    name: 'quotes-source-in-error',
    story:
      'The message quotes the text near the place that can’t be read; a token that stands there ends up in a log.',
    source: 'JSON.parse of V8, which quotes the text around an unexpected token',
    caughtBy: ['messages-keep-secrets'],
    within: 1200,
  },
  {
    filter: (source, bytes, drop) => {
      const text = strictText(source, bytes);
      try {
        strictMembers(source, text);
      } catch {
        throw new Refusal(source, `cannot be read near ${text.slice(-excerpt)}`);
      }
      return withoutKeys(source, bytes, drop);
    },
  },
);
