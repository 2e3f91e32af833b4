import { makeSource } from '../reference/make-source.ts';
import { changedFiles } from './changed-files.ts';
import { mutantWith } from './mutant.ts';

export const madeOver = mutantWith(
  {
    name: 'made-over',
    story: `Looks, and then opens without O_EXCL: what somebody else has written meanwhile is emptied.`,
    source: `open(2): O_EXCL; CWE-367`,
    caughtBy: ['existing-content-stays', 'nothing-outside-home'],
    within: 2500,
  },
  {
    make(files, settings, home, source) {
      const over = changedFiles(files, { makeFile: (path, mode) => files.makeFileOver(path, mode) });
      makeSource(over, settings.home, home, source);
    },
  },
);
