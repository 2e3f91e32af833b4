import { statusOf } from '../reference/session-folders.ts';
import { altered } from './mutant.ts';

export const onlyEmptyFolders = altered(
  {
    name: 'only-empty-folders',
    story: 'A folder is removed as one that is empty; it says why it can not, each time, for ever.',
    source: 'rmdir(2)',
    caughtBy: ['orphans-are-removed'],
    within: 40,
  },
  {
    remove: (files, { path, sibling }) => {
      files.rmdir(path);
      if (statusOf(files, sibling)?.kind === 'other') files.unlink(sibling);
    },
  },
);
