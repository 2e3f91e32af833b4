import { withPart } from '../mutant.ts';
import { mayHave } from '../reference/caller.ts';

export const unreadableCredentialPasses = withPart(
  {
    name: 'unreadable-credential-passes',
    story: 'Lets in whose credentials can not be read: "getsockopt failed, skipping check".',
    source: 'expert; seed 002: reject unexpected peers',
    caughtBy: ['unreadable-credential-is-a-rejection'],
    within: 150,
  },
  { mayHave: (caller, peer) => peer === undefined || mayHave(caller, peer) },
);
