import { folderWith, onMachine } from '../mutant.ts';

export const closesTheFolderLast = onMachine(
  {
    name: 'closes-the-folder-last',
    story: 'Leaves the folder as the umask made it until the sockets are there.',
    source: 'expert; unix(7): the folder protects what is in it',
    caughtBy: ['closed-from-the-first-moment'],
    within: 60,
  },
  machine => ({
    umask: mask => machine.umask(mask === 0o077 ? 0o022 : mask),
    openFolder: path => {
      const folder = machine.openFolder(path);
      let bound = 0;
      return folderWith(folder, {
        chmod: mode => {
          if (bound > 0) folder.chmod(mode);
        },
        bind: name => {
          const listener = folder.bind(name);
          bound += 1;
          if (bound === 3) folder.chmod(0o700);
          return listener;
        },
      });
    },
  }),
);
