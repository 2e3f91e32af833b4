import { DiskError } from '../../../harness/world/disk-error.ts';
import { onMachine } from '../mutant.ts';
import { codeOf } from '../reference/machine.ts';

export const refusesAnyFolder = onMachine(
  {
    name: 'refuses-any-folder',
    story: 'Refuses a folder that is there already, also its own, empty one of the last start.',
    source: 'expert; contract: an empty folder of the server or the caller is fine',
    caughtBy: ['no-false-refusal'],
    within: 100,
  },
  machine => ({
    mkdir: (path, mode) => {
      try {
        machine.mkdir(path, mode);
      } catch (error) {
        if (codeOf(error) === 'EEXIST') throw new DiskError('EACCES', 'mkdir', path);
        throw error;
      }
    },
  }),
);
