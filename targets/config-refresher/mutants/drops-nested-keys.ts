import { Buffer } from 'node:buffer';
import { objectMembers, skipValue } from '../reference/json/object-members.ts';
import { skipSpace } from '../reference/json/tokens.ts';
import { objectBytes, strictMembers, strictText } from '../reference/json/without-keys.ts';
import { altered } from './mutant.ts';

/** The items of an array, each as it is written. */
function items(text: string): readonly string[] {
  const found: string[] = [];
  let at = skipSpace(text, 1);
  while (text.charAt(at) !== ']' && at < text.length) {
    const end = skipValue(text, at);
    found.push(text.slice(at, end));
    at = skipSpace(text, end);
    if (text.charAt(at) === ',') at = skipSpace(text, at + 1);
  }
  return found;
}

/** A value without the keys, at every level. */
function walked(text: string, drop: readonly string[]): string {
  if (text.startsWith('['))
    return `[${items(text)
      .map(item => walked(item, drop))
      .join(',')}]`;
  if (!text.startsWith('{')) return text;
  const kept = objectMembers(text).filter(({ key }) => !drop.includes(key));
  return `{${kept.map(({ key, value }) => `${JSON.stringify(key)}:${walked(value, drop)}`).join(',')}}`;
}

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
      const text = strictText(source, bytes);
      // Says why when it is no object.
      if (strictMembers(source, text).length === 0) return objectBytes([]);
      return Buffer.from(walked(text.trim(), drop));
    },
  },
);
