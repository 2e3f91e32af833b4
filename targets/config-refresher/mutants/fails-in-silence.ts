import { refresh } from '../reference/refresh.ts';
import { mutant } from './mutant.ts';

/** `2>/dev/null || exit 1`. */
export const failsInSilence = mutant(
  {
    name: 'fails-in-silence',
    story:
      'Messages go to /dev/null to keep the start of a session quiet: nobody learns why the configuration is old.',
    source: 'expert',
    caughtBy: ['failure-is-told'],
    within: 50,
  },
  (request, seams) => refresh(request, { ...seams, complain: () => undefined }),
);
