import { folderWith, onMachine } from '../mutant.ts';

export const stopsAtWhatItCannotRemove = onMachine(
  {
    name: 'stops-at-what-it-cannot-remove',
    story: 'Removes its sockets one after the other, and leaves the rest when one can not be removed.',
    source: 'expert; an error that ends the loop instead of the round',
    caughtBy: ['sigterm-ends-it-cleanly', 'failed-start-leaves-nothing'],
    within: 1_500,
  },
  machine => ({
    openFolder: path => {
      const folder = machine.openFolder(path);
      let failed = false;
      const unlink = (name: string): void => {
        if (failed) return;
        failed = true;
        folder.unlink(name);
        failed = false;
      };
      return folderWith(folder, { unlink });
    },
  }),
);
