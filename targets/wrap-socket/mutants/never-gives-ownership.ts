import { folderWith, onMachine } from '../mutant.ts';

export const neverGivesOwnership = onMachine(
  {
    name: 'never-gives-ownership',
    story: 'Leaves folder and sockets with the server: the caller can not reach them.',
    source: 'seed 002: root:root 0700 directory blocks traversal',
    caughtBy: ['ready-means-the-callers-own', 'right-caller-gets-through'],
    within: 60,
  },
  machine => ({
    openFolder: path => folderWith(machine.openFolder(path), { chown: () => {}, chownEntry: () => {} }),
  }),
);
