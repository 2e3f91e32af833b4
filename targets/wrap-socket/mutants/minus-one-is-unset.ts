import { withPart } from '../mutant.ts';
import { readCaller } from '../reference/caller.ts';

export const minusOneIsUnset = withPart(
  {
    name: 'minus-one-is-unset',
    story: 'Reads 4294967295, which is (uid_t) -1, as "no caller", and takes the compatibility path.',
    source: 'chown(2): an id of -1 means no id',
    caughtBy: ['nobody-is-never-a-match'],
    within: 300,
  },
  {
    readCaller: text => (text === '4294967295' ? { kind: 'legacy' } : readCaller(text)),
  },
);
