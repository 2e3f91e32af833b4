import { removeSession } from '../reference/remove.ts';
import { altered } from './mutant.ts';

export const siblingForgotten = altered(
  {
    name: 'sibling-forgotten',
    story:
      'The folder goes, its sibling stays: it holds what the session was told, and nobody looks for it again.',
    source: 'seed 004 F1',
    caughtBy: ['sibling-goes-with-its-folder'],
    within: 100,
  },
  { remove: (files, session) => removeSession(files, { ...session, sibling: `${session.path}/json` }) },
);
