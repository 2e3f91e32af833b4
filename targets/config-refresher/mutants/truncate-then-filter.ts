import { withoutKeys } from '../reference/json/without-keys.ts';
import { failed, steps } from '../reference/refresh.ts';
import { mutant } from './mutant.ts';
import { plainWrite } from './plain-write.ts';

/** `jq 'del(.projects)' "$SOURCE" >"$TARGET"`. */
export const truncateThenFilter = mutant(
  {
    name: 'truncate-then-filter',
    story:
      'The redirect empties the target before the filter has read the source: a source caught mid-write leaves 0 bytes.',
    source: 'seed 004 F5',
    caughtBy: ['target-is-old-or-complete'],
    within: 50,
  },
  async ({ source, target, marker, drop }, seams) => {
    try {
      await plainWrite(seams.files, target, new Uint8Array(0));
      const { bytes, status } = await steps.read(seams.files, source);
      await steps.check(seams.files, status, target, marker);
      await plainWrite(seams.files, target, withoutKeys(source, bytes, drop));
      await steps.touch(seams.files, marker, seams.now());
    } catch (error) {
      return failed(error, seams);
    }
    seams.say(`refreshed ${target}`);
    return 0;
  },
);
