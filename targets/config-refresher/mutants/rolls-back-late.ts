import { posix } from 'node:path';
import { readSource } from '../reference/read-source.ts';
import { failed, steps } from '../reference/refresh.ts';
import { orRefuse } from '../reference/refusal.ts';
import { writeTemporary } from '../reference/temporary.ts';
import { mutant } from './mutant.ts';

/** "All or nothing", one step too far. */
export const rollsBackLate = mutant(
  {
    name: 'rolls-back-late',
    story:
      'When the marker can’t be touched the old content is put back: readers have the new one, then the old one again.',
    source: 'expert',
    caughtBy: ['once-new-it-stays-new'],
    within: 450,
  },
  async ({ source, target, marker, drop }, seams) => {
    const files = steps.files(seams.files);
    try {
      const { bytes, status } = await steps.read(files, source);
      await steps.check(files, status, target, marker);
      const old = await readSource(files, target).catch(() => undefined);
      await steps.publish(files, target, steps.filter(source, bytes, drop), seams.random);
      try {
        await steps.touch(files, marker, seams.now());
      } catch (error) {
        if (old === undefined) throw error;
        const { path } = await writeTemporary(files, posix.dirname(target), seams.random, old.bytes);
        await orRefuse(target, 'put back', () => files.rename(path, target));
        throw error;
      }
    } catch (error) {
      return failed(error, seams);
    }
    seams.say(`refreshed ${target}`);
    return 0;
  },
);
