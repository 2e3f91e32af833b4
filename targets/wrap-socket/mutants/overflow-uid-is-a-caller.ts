import { withPart } from '../mutant.ts';
import { readCaller } from '../reference/caller.ts';

export const overflowUidIsACaller = withPart(
  {
    name: 'overflow-uid-is-a-caller',
    story: 'Takes 65534 for a user like any other: every user that the namespace does not have is that one.',
    source: 'user_namespaces(7): unmapped ids appear as 65534',
    caughtBy: ['nobody-is-never-a-match'],
    within: 600,
  },
  {
    readCaller: text => (text === '65534' ? { kind: 'known', uid: 65_534 } : readCaller(text)),
  },
);
