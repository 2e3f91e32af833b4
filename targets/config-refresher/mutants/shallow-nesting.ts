import { strictText, withoutKeys } from '../reference/json/without-keys.ts';
import { Refusal } from '../reference/refusal.ts';
import { altered } from './mutant.ts';

/** One level too few. */
const deepest = 511;

/** A reader that recurses, with a guard against overflowing the stack. */
export const shallowNesting = altered(
  {
    name: 'shallow-nesting',
    story:
      'A limit on nesting that is one too small: a configuration that every other program reads is refused.',
    source: 'RFC 8259 section 9',
    caughtBy: ['no-false-refusal'],
    within: 500,
  },
  {
    filter: (source, bytes, drop) => {
      const result = withoutKeys(source, bytes, drop);
      let levels = 0;
      let most = 0;
      for (const mark of strictText(source, bytes).replace(/"(?:[^"\\]|\\.)*"/g, '')) {
        if (mark === '{' || mark === '[') levels += 1;
        if (mark === '}' || mark === ']') levels -= 1;
        most = Math.max(most, levels);
      }
      if (most > deepest) throw new Refusal(source, 'is nested too deep');
      return result;
    },
  },
);
