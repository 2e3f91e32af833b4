import { readSource } from '../reference/read-source.ts';
import { failed, refresh, steps } from '../reference/refresh.ts';
import { Refusal } from '../reference/refusal.ts';
import { looksEqual } from './looks-equal.ts';
import { mutant } from './mutant.ts';

/** Nothing to write, so nothing is done. */
export const skipWithoutMarker = mutant(
  {
    name: 'skip-without-marker',
    story:
      'A result that equals the target returns early, before the marker: it never gets fresh, and every start refreshes again.',
    source: 'expert',
    caughtBy: ['success-marker-and-message-agree'],
    within: 150,
  },
  async (request, seams) => {
    const { source, target, drop } = request;
    try {
      const { bytes: read } = await readSource(seams.files, source);
      const bytes = steps.filter(source, read, drop);
      const { bytes: old } = await readSource(seams.files, target);
      if (looksEqual(bytes, old)) {
        seams.say(`refreshed ${target}`);
        return 0;
      }
    } catch (error) {
      if (!(error instanceof Refusal)) return failed(error, seams);
    }
    return refresh(request, seams);
  },
);
