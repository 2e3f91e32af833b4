import { onAccept } from '../mutant.ts';

export const forgetsToClose = onAccept(
  {
    name: 'forgets-to-close',
    story: 'Rejects a peer and keeps its descriptor: reconnecting uses them all up.',
    source: 'CVE-2024-21626 is another leak; expert',
    caughtBy: ['no-descriptor-leaks'],
    within: 60,
  },
  accept => () => {
    const connection = accept();
    if (connection === undefined) return undefined;
    return { credentials: () => connection.credentials(), keep: () => connection.keep(), close: () => {} };
  },
);
