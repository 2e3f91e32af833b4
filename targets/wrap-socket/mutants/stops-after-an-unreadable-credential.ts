import { onAccept } from '../mutant.ts';
import type { Credentials } from '../reference/machine.ts';

export const stopsAfterAnUnreadableCredential = onAccept(
  {
    name: 'stops-after-an-unreadable-credential',
    story: 'Ends the loop of a socket when credentials can not be read, since something must be very wrong.',
    source: 'expert',
    caughtBy: ['right-caller-gets-through', 'one-true-line-a-peer'],
    within: 1_000,
  },
  accept => {
    let broken = false;
    return () => {
      const connection = broken ? undefined : accept();
      if (connection === undefined) return undefined;
      const credentials = (): Credentials => {
        broken = true;
        const told = connection.credentials();
        broken = false;
        return told;
      };
      return { credentials, keep: () => connection.keep(), close: () => connection.close() };
    };
  },
);
