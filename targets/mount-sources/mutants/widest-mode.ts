import { makeSource } from '../reference/make-source.ts';
import { changedFiles } from './changed-files.ts';
import { mutantWith } from './mutant.ts';

export const widestMode = mutantWith(
  {
    name: 'widest-mode',
    story: `mkdir and touch as they come, 0777 and 0666 less the umask: under umask 002 others write to it.`,
    source: `mkdir(1), touch(1)`,
    caughtBy: ['new-entries-are-plain'],
    within: 100,
  },
  {
    make(files, settings, home, source) {
      const wide = changedFiles(files, {
        makeFolder: path => files.makeFolder(path, 0o777),
        makeFile: path => files.makeFile(path, 0o666),
      });
      makeSource(wide, settings.home, home, source);
    },
  },
);
