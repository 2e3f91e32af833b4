import { constants } from 'node:fs';
import { posix } from 'node:path';
import { errorCode } from '../reference/file-system.ts';
import { refresh } from '../reference/refresh.ts';
import { discard } from '../reference/temporary.ts';
import { mutant } from './mutant.ts';

const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

/** A lock that is a file, and no time after which it is stale. */
export const staleLock = mutant(
  {
    name: 'stale-lock',
    story:
      'A lock file keeps a second refresher out; after a kill it stays, and the configuration is never refreshed again.',
    source: 'expert',
    caughtBy: ['no-false-refusal'],
    within: 1150,
  },
  async (request, seams) => {
    const lock = posix.join(posix.dirname(request.target), '.claude.json.lock');
    try {
      await seams.files.close(await seams.files.open(lock, flags, 0o600));
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') return refresh(request, seams);
      seams.complain('another refresh is running');
      return 1;
    }
    const status = await refresh(request, seams);
    await discard(seams.files, lock);
    return status;
  },
);
