import { readSource } from '../reference/read-source.ts';
import { failed, steps } from '../reference/refresh.ts';
import { Refusal } from '../reference/refusal.ts';
import { mutant } from './mutant.ts';

/** The last look at the source comes after the rename. */
export const verifiesTooLate = mutant(
  {
    name: 'verifies-too-late',
    story:
      'Whether the source has changed meanwhile is asked after the target was replaced: it says "not refreshed", and it was.',
    source: 'expert',
    caughtBy: ['failure-leaves-the-target'],
    within: 200,
  },
  async ({ source, target, marker, drop }, seams) => {
    const files = steps.files(seams.files);
    try {
      const { bytes, status } = await steps.read(files, source);
      await steps.check(files, status, target, marker);
      await steps.publish(files, target, steps.filter(source, bytes, drop), seams.random);
      const again = await readSource(files, source);
      if (!again.bytes.every((byte, at) => byte === bytes[at]) || again.bytes.length !== bytes.length)
        throw new Refusal(source, 'has changed meanwhile');
      await steps.touch(files, marker, seams.now());
    } catch (error) {
      return failed(error, seams);
    }
    seams.say(`refreshed ${target}`);
    return 0;
  },
);
