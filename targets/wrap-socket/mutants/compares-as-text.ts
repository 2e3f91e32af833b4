import { withPart } from '../mutant.ts';
import { mayHave } from '../reference/caller.ts';

export const comparesAsText = withPart(
  {
    name: 'compares-as-text',
    story:
      'Compares user ids as text, and by their beginning: user 10010 is let in where 1001 is the caller.',
    source: 'expert; grep(1) for "uid=1001" finds uid=10010 too',
    caughtBy: ['wrong-uid-is-never-authorised'],
    within: 300,
  },
  {
    mayHave: (caller, peer) => {
      if (caller.kind !== 'known' || peer === undefined) return mayHave(caller, peer);
      return `uid=${peer.uid} gid=${peer.gid}`.startsWith(`uid=${caller.uid}`) && peer.pid > 0;
    },
  },
);
