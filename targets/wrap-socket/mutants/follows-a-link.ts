import { onMachine } from '../mutant.ts';

export const followsALink = onMachine(
  {
    name: 'follows-a-link',
    story: 'Opens the folder by a path that follows a link: the sockets stand wherever it leads.',
    source: 'expert; symlink(7)',
    caughtBy: ['refuses-what-is-not-its-own', 'others-are-untouched'],
    within: 600,
  },
  machine => ({ openFolder: path => machine.openFolder(`${path}/.`) }),
);
