import { withPart } from '../mutant.ts';
import { readCaller } from '../reference/caller.ts';

export const unreadableCallerIsZero = withPart(
  {
    name: 'unreadable-caller-is-zero',
    story:
      'Reads what is no number as 0, which is the compatibility path: a typo opens the sockets to everybody.',
    source: 'expert; strtol(3) gives 0 for what it can not read',
    caughtBy: ['refuses-a-caller-it-cannot-read'],
    within: 200,
  },
  {
    readCaller: text => {
      const uid = Number.parseInt(text, 10) || 0;
      return uid > 0 ? readCaller(String(uid)) : { kind: 'legacy' };
    },
  },
);
