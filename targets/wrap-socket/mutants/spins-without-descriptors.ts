import { onAccept } from '../mutant.ts';

export const spinsWithoutDescriptors = onAccept(
  {
    name: 'spins-without-descriptors',
    story:
      'Tries accept again at once when there is no descriptor: one peer that waits keeps a processor busy for good.',
    source: 'accept(2), EMFILE; libev: the busy loop of a level-triggered accept',
    caughtBy: ['survives-failing-accepts'],
    within: 300,
  },
  accept => () => {
    try {
      return accept();
    } catch {
      return undefined;
    }
  },
);
