import { removeSession } from '../reference/remove.ts';
import type { Files } from '../reference/seams.ts';
import { altered } from './mutant.ts';

/** What is in the folders of a folder, and no deeper. */
function shallow(files: Files, path: string): Files {
  const depth = (inner: string): number => inner.slice(path.length).split('/').length - 1;
  return { ...files, list: folder => (depth(folder) > 1 ? [] : files.list(folder)) };
}

export const twoLevels = altered(
  {
    name: 'two-levels',
    story:
      'Folders in folders are emptied, those in them are not: what a cache leaves keeps the session for ever.',
    source: 'expert',
    caughtBy: ['orphans-are-removed'],
    within: 800,
  },
  { remove: (files, session) => removeSession(shallow(files, session.path), session) },
);
