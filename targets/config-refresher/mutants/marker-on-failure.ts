import { refresh, steps } from '../reference/refresh.ts';
import { mutant } from './mutant.ts';

/** The marker is touched in a `finally`. */
export const markerOnFailure = mutant(
  {
    name: 'marker-on-failure',
    story:
      'The marker means "tried" instead of "done": after a failure nothing is refreshed until the source changes again.',
    source: 'seed 004 F5',
    caughtBy: ['success-marker-and-message-agree', 'marker-only-after-success'],
    within: 50,
  },
  async (request, seams) => {
    const status = await refresh(request, seams);
    if (status !== 0) await steps.touch(seams.files, request.marker, seams.now()).catch(() => undefined);
    return status;
  },
);
