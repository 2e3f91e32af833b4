import { onMachine } from '../mutant.ts';
import type { Listener } from '../reference/machine.ts';

export const acceptsOnce = onMachine(
  {
    name: 'accepts-once',
    story:
      'Accepts one connection a socket: a wrong peer that is rejected has used it up, and the right caller waits for ever.',
    source: 'seed 002: a single wrong local connection could consume the only accept attempt',
    caughtBy: ['right-caller-gets-through', 'one-true-line-a-peer'],
    within: 60,
  },
  machine => {
    const used = new Set<Listener>();
    return {
      next: async listeners => {
        const next = await machine.next(listeners.filter(listener => !used.has(listener)));
        if (next.kind === 'peer') used.add(next.listener);
        return next;
      },
    };
  },
);
