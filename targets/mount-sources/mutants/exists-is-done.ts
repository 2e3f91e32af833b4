import { errorCode } from '../reference/files.ts';
import { makeSource } from '../reference/make-source.ts';
import { changedFiles } from './changed-files.ts';
import { mutantWith } from './mutant.ts';

function unlessThere(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

export const existsIsDone = mutantWith(
  {
    name: 'exists-is-done',
    story: `Takes EEXIST for done, with no second look: what came meanwhile is a file, or a link that leads out.`,
    source: `mkdir(2): EEXIST; CWE-367`,
    caughtBy: ['nothing-outside-home', 'sources-have-the-right-kind', 'nothing-is-left-for-the-daemon'],
    within: 3000,
  },
  {
    make(files, settings, home, source) {
      const easy = changedFiles(files, {
        makeFolder: (path, mode) => unlessThere(() => files.makeFolder(path, mode)),
        makeFile: (path, mode) => unlessThere(() => files.makeFile(path, mode)),
      });
      makeSource(easy, settings.home, home, source);
    },
  },
);
