import { withPart } from '../mutant.ts';
import { mayHave } from '../reference/caller.ts';

export const comparesGid = withPart(
  {
    name: 'compares-gid',
    story: 'Compares the group: everybody whose group has the number of the caller gets in.',
    source: 'expert; socket(7): ucred holds pid, uid and gid',
    caughtBy: ['wrong-uid-is-never-authorised', 'right-caller-gets-through'],
    within: 80,
  },
  {
    mayHave: (caller, peer) => mayHave(caller, peer === undefined ? undefined : { ...peer, uid: peer.gid }),
  },
);
