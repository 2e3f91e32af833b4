import { failed, steps } from '../reference/refresh.ts';
import { mutant } from './mutant.ts';

/** The marker claims what has not happened yet. */
export const markerBeforeRename = mutant(
  {
    name: 'marker-before-rename',
    story:
      'The marker is touched before the target is replaced: killed between the two, the old target counts as fresh for ever.',
    source: 'facts: atomic replace, marker last',
    caughtBy: ['marker-only-after-success', 'success-marker-and-message-agree'],
    within: 50,
  },
  async ({ source, target, marker, drop }, seams) => {
    const files = steps.files(seams.files);
    try {
      const read = await steps.read(files, source);
      await steps.check(files, read.status, target, marker);
      const bytes = steps.filter(source, read.bytes, drop);
      await steps.touch(files, marker, seams.now());
      await steps.publish(files, target, bytes, seams.random);
    } catch (error) {
      return failed(error, seams);
    }
    seams.say(`refreshed ${target}`);
    return 0;
  },
);
