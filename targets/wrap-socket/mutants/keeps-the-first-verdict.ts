import { onAccept } from '../mutant.ts';
import type { Credentials } from '../reference/machine.ts';

export const keepsTheFirstVerdict = onAccept(
  {
    name: 'keeps-the-first-verdict',
    story: 'Looks at the first peer of a socket, and treats all later ones alike.',
    source: 'expert; a cache without a key',
    caughtBy: ['wrong-uid-is-never-authorised', 'right-caller-gets-through'],
    within: 120,
  },
  accept => {
    let first: Credentials | undefined;
    return () => {
      const connection = accept();
      if (connection === undefined) return undefined;
      const credentials = (): Credentials => {
        first ??= connection.credentials();
        return first;
      };
      return { credentials, keep: () => connection.keep(), close: () => connection.close() };
    };
  },
);
