import { strictText, withoutKeys } from '../reference/json/without-keys.ts';
import { altered } from './mutant.ts';

/** Valid JSON is enough. */
export const acceptsAnyValue = altered(
  {
    name: 'accepts-any-value',
    story:
      'Any JSON value passes, `null` and `[]` included: the container starts with a configuration that is none.',
    source: 'expert',
    caughtBy: ['refuses-what-is-not-one-object'],
    within: 300,
  },
  {
    filter: (source, bytes, drop) => {
      const text = strictText(source, bytes);
      try {
        const parsed: unknown = JSON.parse(text);
        if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return bytes;
      } catch {
        // No JSON: the strict way says so.
      }
      return withoutKeys(source, bytes, drop);
    },
  },
);
