import { folderWith, onMachine } from '../mutant.ts';

export const halfMadeStartStays = onMachine(
  {
    name: 'half-made-start-stays',
    story: 'Gives up in the middle of its start, and leaves what it has made.',
    source: 'expert',
    caughtBy: ['failed-start-leaves-nothing'],
    within: 300,
  },
  machine => ({
    rmdir: () => {},
    openFolder: path => folderWith(machine.openFolder(path), { unlink: () => {} }),
  }),
);
