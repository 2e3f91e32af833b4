import type { ModelMachine } from '../model-machine.ts';
import { mutantInvariant } from '../mutant.ts';
import { cacheDirClosed, cacheDirRules } from '../reference/cache-dir.ts';
import { errorCode } from '../reference/machine.ts';

export const cacheMade = mutantInvariant(
  {
    name: 'cache-made',
    story:
      'Makes the missing cache folder, with the mode that folders usually get: the next boot refuses it.',
    source: 'expert: mkdir with recursive, whose mode is 0777 less the umask',
    caughtBy: ['twice-is-the-same', 'disk-is-left-alone'],
    within: 100,
  },
  {
    cacheDir: cacheDirClosed<ModelMachine>({
      ...cacheDirRules,
      look(machine, path) {
        try {
          return cacheDirRules.look(machine, path);
        } catch (error) {
          if (errorCode(error) === 'ENOENT') machine.mkdir(path, 0o755);
          throw error;
        }
      },
    }),
  },
);
