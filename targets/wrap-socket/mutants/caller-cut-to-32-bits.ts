import { withPart } from '../mutant.ts';
import { readCaller } from '../reference/caller.ts';

export const callerCutTo32Bits = withPart(
  {
    name: 'caller-cut-to-32-bits',
    story: 'Cuts CALLER_UID to 32 bits: 4294968297 is user 1001.',
    source: 'expert; atoi(3) does not look for overflow',
    caughtBy: ['refuses-a-caller-it-cannot-read'],
    within: 600,
  },
  {
    readCaller: text =>
      /^[1-9]\d*$/.test(text) ? readCaller(String(BigInt(text) % 2n ** 32n)) : readCaller(text),
  },
);
