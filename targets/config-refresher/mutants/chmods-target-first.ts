import { constants } from 'node:fs';
import { refresh } from '../reference/refresh.ts';
import { publishedMode } from '../reference/temporary.ts';
import { mutant } from './mutant.ts';

/** `chmod 644 "$TARGET"` as the first line. */
export const chmodsTargetFirst = mutant(
  {
    name: 'chmods-target-first',
    story:
      'The mode is set before anything is known of the source: a refresh that fails has opened an old, closed target.',
    source: 'expert',
    caughtBy: ['failure-leaves-the-target'],
    within: 50,
  },
  async (request, seams) => {
    const { files } = seams;
    const status = await files.lstat(request.target).catch(() => undefined);
    if (status?.kind === 'file') {
      const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
      const descriptor = await files.open(request.target, flags).catch(() => undefined);
      if (descriptor !== undefined) {
        await files.fchmod(descriptor, publishedMode).catch(() => undefined);
        await files.close(descriptor).catch(() => undefined);
      }
    }
    return refresh(request, seams);
  },
);
