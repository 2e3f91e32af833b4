import { failed, steps } from '../reference/refresh.ts';
import { mutant } from './mutant.ts';

/** `cmd_sync || warn`: inside the function bash ignores errexit, and every line runs. */
export const errexitSuppressed = mutant(
  {
    name: 'errexit-suppressed',
    story:
      'The status of the filter is not looked at: after a failure the marker is stamped and "refreshed" is said.',
    source: 'seed 004 F5',
    caughtBy: [
      'marker-only-after-success',
      'refuses-what-is-not-one-object',
      'success-means-a-complete-target',
    ],
    within: 50,
  },
  async ({ source, target, marker, drop }, seams) => {
    const files = steps.files(seams.files);
    try {
      const { bytes, status } = await steps.read(files, source);
      await steps.check(files, status, target, marker);
      await steps.publish(files, target, steps.filter(source, bytes, drop), seams.random);
    } catch (error) {
      failed(error, seams);
    }
    try {
      await steps.touch(files, marker, seams.now());
    } catch (error) {
      failed(error, seams);
    }
    seams.say(`refreshed ${target}`);
    return 0;
  },
);
