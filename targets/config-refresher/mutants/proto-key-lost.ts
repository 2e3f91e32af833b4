import type { Member } from '../reference/json/object-members.ts';
import { objectBytes, strictMembers, strictText } from '../reference/json/without-keys.ts';
import { altered } from './mutant.ts';

/** `kept[key] = member` on a plain object. */
export const protoKeyLost = altered(
  {
    name: 'proto-key-lost',
    story:
      'Members are collected in a plain object: assigning to "__proto__" sets its prototype, and the member is gone.',
    source: 'ECMA-262, Object.prototype.__proto__',
    caughtBy: ['new-content-is-the-source-without-the-keys'],
    within: 150,
  },
  {
    filter: (source, bytes, drop) => {
      const kept: Record<string, Member> = {};
      for (const member of strictMembers(source, strictText(source, bytes))) kept[member.key] = member;
      for (const key of drop) delete kept[key];
      return objectBytes(Object.values(kept));
    },
  },
);
