import { onAccept } from '../mutant.ts';
import type { Credentials } from '../reference/machine.ts';

export const oneCallerIsEnough = onAccept(
  {
    name: 'one-caller-is-enough',
    story: 'Rejects the caller when it is connected already.',
    source: 'contract: any number of right peers',
    caughtBy: ['right-caller-gets-through', 'one-true-line-a-peer'],
    within: 60,
  },
  accept => {
    let met = false;
    return () => {
      const connection = accept();
      if (connection === undefined) return undefined;
      const keep = (): void => connection.keep();
      const credentials = (): Credentials => {
        const told = connection.credentials();
        if (met) return { ...told, pid: 0 };
        met = told.uid === 1_001;
        return told;
      };
      return { credentials, keep, close: () => connection.close() };
    };
  },
);
