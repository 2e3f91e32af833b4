import { posix } from 'node:path';
import { publish } from '../reference/publish.ts';
import { discard } from '../reference/temporary.ts';
import { altered } from './mutant.ts';

/** `rm -f "$TARGET".* "$FOLDER"/.refreshing-*`. */
export const sweepsByGlob = altered(
  {
    name: 'sweeps-by-glob',
    story:
      'Whatever looks like a left-over is removed: the user’s own backup of the configuration is called like one.',
    source: 'expert',
    caughtBy: ['others-are-untouched'],
    within: 200,
  },
  {
    publish: async (files, target, bytes, random) => {
      await publish(files, target, bytes, random);
      const folder = posix.dirname(target);
      for (const name of await files.readdir(folder).catch(() => [])) {
        if (name.startsWith(`${posix.basename(target)}.`) || name.startsWith('.refreshing-'))
          await discard(files, posix.join(folder, name));
      }
    },
  },
);
