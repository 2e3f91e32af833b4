import { onMachine } from '../mutant.ts';

export const closesBeforeItLooks = onMachine(
  {
    name: 'closes-before-it-looks',
    story:
      'Sets the mode of a folder before it looks whose that is and what is in it: what it refuses it has closed to its owner.',
    source: 'expert; check, then change',
    caughtBy: ['others-are-untouched'],
    within: 300,
  },
  machine => ({
    openFolder: path => {
      const folder = machine.openFolder(path);
      folder.chmod(0o700);
      return folder;
    },
  }),
);
