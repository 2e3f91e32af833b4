import { onAccept } from '../mutant.ts';

export const givesASocketUp = onAccept(
  {
    name: 'gives-a-socket-up',
    story: 'Stops looking at a socket whose accept failed once.',
    source: 'expert; accept(2)',
    caughtBy: ['right-caller-gets-through', 'one-true-line-a-peer'],
    within: 2000,
  },
  accept => {
    let failed = false;
    return () => {
      try {
        return failed ? undefined : accept();
      } catch {
        failed = true;
        return undefined;
      }
    };
  },
);
