import { ModelListener } from '../model/listener.ts';
import { onMachine } from '../mutant.ts';

export const waitsForTheFirstMessage = onMachine(
  {
    name: 'waits-for-the-first-message',
    story: 'Looks at a peer when its first message is there: one that says nothing keeps everybody else out.',
    source: 'expert; seed 002: peers that connect and say nothing',
    caughtBy: ['right-caller-gets-through', 'one-true-line-a-peer'],
    within: 60,
  },
  machine => {
    let silent = false;
    return {
      next: async listeners => {
        const next = await machine.next(silent ? [] : listeners);
        // As a read that blocks: nothing else is looked at any more.
        if (next.kind === 'peer' && next.listener instanceof ModelListener) {
          const first = next.listener.queue[0];
          silent = first !== undefined && !first.talks && !first.left;
        }
        return silent && next.kind === 'peer' ? { kind: 'late' } : next;
      },
    };
  },
);
