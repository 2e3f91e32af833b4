import { onAccept } from '../mutant.ts';
import type { Connection } from '../reference/machine.ts';

export const panicsAtAWrongPeer = onAccept(
  {
    name: 'panics-at-a-wrong-peer',
    story:
      'Closes every connection when a wrong peer shows up, to be on the safe side: any user can throw the caller out.',
    source: 'expert; seed 002: availability',
    caughtBy: ['right-caller-gets-through', 'one-true-line-a-peer'],
    within: 200,
  },
  (accept, file) => {
    const kept: Connection[] = [];
    return () => {
      const connection = accept();
      if (connection === undefined) return undefined;
      const keep = (): void => {
        kept.push(connection);
        connection.keep();
      };
      const close = (): void => {
        connection.close();
        if (file === 'notify.sock') for (const other of kept.splice(0)) other.close();
      };
      return { credentials: () => connection.credentials(), keep, close };
    };
  },
);
