import { folderWith, onMachine } from '../mutant.ts';

export const removesStaleSockets = onMachine(
  {
    name: 'removes-stale-sockets',
    story:
      'Removes whatever has the name of a socket, so that bind goes well: also what another server listens at.',
    source: 'expert; unix(7): a socket stays after its server',
    caughtBy: ['refuses-what-is-not-its-own', 'others-are-untouched'],
    within: 400,
  },
  machine => ({
    openFolder: path => {
      const folder = machine.openFolder(path);
      const names = (): readonly string[] => folder.names().filter(name => !name.endsWith('.sock'));
      const old = folder.names().filter(name => name.endsWith('.sock'));
      return folderWith(folder, {
        names,
        bind: name => {
          if (old.includes(name)) folder.unlink(name);
          return folder.bind(name);
        },
      });
    },
  }),
);
