import { errorCode } from '../reference/file-system.ts';
import { refresh } from '../reference/refresh.ts';
import { mutant } from './mutant.ts';

/** `[ -f "$SOURCE" ] || exit 0`. */
export const nothingToDo = mutant(
  {
    name: 'nothing-to-do',
    story:
      'A missing source counts as nothing to do: status 0, silence, and an old target that nobody knows to be old.',
    source: 'expert',
    caughtBy: ['refuses-what-is-not-one-object', 'success-marker-and-message-agree'],
    within: 800,
  },
  async (request, seams) => {
    try {
      await seams.files.lstat(request.source);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return 0;
    }
    return refresh(request, seams);
  },
);
