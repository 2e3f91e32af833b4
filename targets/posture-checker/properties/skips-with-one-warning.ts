import { broken, holds, type Property } from '../../../harness/target.ts';
import type { PostureObservation } from '../observation.ts';
import type { PostureScenario } from '../scenario.ts';

/** What is not checked is said, once (seed `001`: "running on darwin, skipping linux-only checks"). */
export const skipsWithOneWarning: Property<PostureScenario, PostureObservation> = {
  name: 'skips-with-one-warning',
  statement:
    'Not on Linux, exactly one line says that the Linux-only checks are skipped; on Linux none does.',
  check({ platform }, { first, calls, seen }) {
    // From outside it is always Linux, and whose word "skip" is can't be told.
    if (seen !== 'calls') return holds;
    const said = first.lines.filter(line => /skipp/i.test(line));
    if (platform === 'linux')
      return said.length === 0 ? holds : broken('On Linux a check is said to be skipped.');
    if (calls.includes('read-status')) return broken('Not on Linux, and a status text is read.');
    if (said.length === 0) return broken('Not on Linux, and no line says what is skipped.');
    if (said.length > 1) return broken('Not on Linux, and more than one line says what is skipped.');
    return said[0]?.includes(platform)
      ? holds
      : broken('The line that says what is skipped does not name the platform.');
  },
};
