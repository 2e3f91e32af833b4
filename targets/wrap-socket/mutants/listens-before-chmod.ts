import { folderWith, onMachine } from '../mutant.ts';

export const listensBeforeChmod = onMachine(
  {
    name: 'listens-before-chmod',
    story:
      'Makes and opens the sockets with whatever the umask leaves, and sets their modes afterwards: who connects in between is in.',
    source: 'CVE-2023-45145 (Redis): the socket is open to others until its chmod',
    caughtBy: ['closed-from-the-first-moment'],
    within: 60,
  },
  machine => ({
    umask: mask => (mask === 0o177 ? 0 : machine.umask(mask === 0o077 ? 0o022 : mask)),
    openFolder: path => {
      const folder = machine.openFolder(path);
      return folderWith(folder, {
        bind: name => {
          const listener = folder.bind(name);
          folder.chmodEntry(name, 0o600);
          return listener;
        },
      });
    },
  }),
);
