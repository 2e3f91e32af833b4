import { mutantWith } from './mutant.ts';

export const noPreCreation = mutantWith(
  {
    name: 'no-pre-creation',
    story: `Makes nothing: the daemon makes ~/.gitconfig, a folder of root’s, and git does not work any more.`,
    source: `seed 004 F6`,
    caughtBy: ['nothing-is-left-for-the-daemon', 'what-can-be-made-is-made'],
    within: 50,
  },
  { needed: () => [] },
);
