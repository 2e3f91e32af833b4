import { failed, steps } from '../reference/refresh.ts';
import { mutant } from './mutant.ts';

/** Success is said one step too early. */
export const messageBeforeMarker = mutant(
  {
    name: 'message-before-marker',
    story: 'It says "refreshed" and then fails to touch the marker: two sources of truth that disagree.',
    source: 'seed 004 F5',
    caughtBy: ['success-marker-and-message-agree'],
    within: 450,
  },
  async ({ source, target, marker, drop }, seams) => {
    const files = steps.files(seams.files);
    try {
      const read = await steps.read(files, source);
      await steps.check(files, read.status, target, marker);
      const bytes = steps.filter(source, read.bytes, drop);
      await steps.publish(files, target, bytes, seams.random);
      seams.say(`refreshed ${target}`);
      await steps.touch(files, marker, seams.now());
    } catch (error) {
      return failed(error, seams);
    }
    return 0;
  },
);
