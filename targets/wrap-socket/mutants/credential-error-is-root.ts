import { onAccept } from '../mutant.ts';
import type { Credentials } from '../reference/machine.ts';

export const credentialErrorIsRoot = onAccept(
  {
    name: 'credential-error-is-root',
    story: 'Takes credentials that could not be read for those of user 0.',
    source: 'CVE-2021-3560 (polkit): an error in looking up the caller was read as uid 0',
    caughtBy: ['unreadable-credential-is-a-rejection'],
    within: 150,
  },
  accept => () => {
    const connection = accept();
    if (connection === undefined) return undefined;
    const credentials = (): Credentials => {
      try {
        return connection.credentials();
      } catch {
        return { pid: 1, uid: 0, gid: 0 };
      }
    };
    return { credentials, keep: () => connection.keep(), close: () => connection.close() };
  },
);
