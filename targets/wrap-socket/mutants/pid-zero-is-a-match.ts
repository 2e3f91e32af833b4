import { withPart } from '../mutant.ts';
import { mayHave } from '../reference/caller.ts';

export const pidZeroIsAMatch = withPart(
  {
    name: 'pid-zero-is-a-match',
    story:
      'Lets in a peer of another pid namespace, which it can not name and whose user may be somebody else there.',
    source: 'pid_namespaces(7): a process that is not there has pid 0',
    caughtBy: ['nobody-is-never-a-match'],
    within: 120,
  },
  {
    mayHave: (caller, peer) => mayHave(caller, peer && { ...peer, pid: 1 }),
  },
);
