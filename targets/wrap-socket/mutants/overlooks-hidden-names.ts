import { folderWith, onMachine } from '../mutant.ts';

export const overlooksHiddenNames = onMachine(
  {
    name: 'overlooks-hidden-names',
    story: 'Takes a folder for empty that holds names with a dot in front: somebody else uses it.',
    source: 'ls(1) without -A, glob(7): a leading dot is not matched',
    caughtBy: ['refuses-what-is-not-its-own'],
    within: 1_500,
  },
  machine => ({
    openFolder: path => {
      const folder = machine.openFolder(path);
      return folderWith(folder, { names: () => folder.names().filter(name => !name.startsWith('.')) });
    },
  }),
);
