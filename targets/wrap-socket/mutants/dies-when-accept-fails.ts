import { onAccept } from '../mutant.ts';

export const diesWhenAcceptFails = onAccept(
  {
    name: 'dies-when-accept-fails',
    story:
      'Takes any error of accept for the end: a peer that breaks off early, or a full table of descriptors, stops the service.',
    source: 'accept(2): ECONNABORTED, EMFILE are to be survived',
    caughtBy: ['survives-failing-accepts'],
    within: 150,
  },
  (accept, file) => () => {
    try {
      return accept();
    } catch {
      throw new TypeError(`nobody can be accepted at ${file}`);
    }
  },
);
