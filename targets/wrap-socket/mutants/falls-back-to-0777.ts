import { folderWith, onMachine } from '../mutant.ts';

export const fallsBackTo0777 = onMachine(
  {
    name: 'falls-back-to-0777',
    story: 'Falls back to a folder in which everybody may replace the sockets.',
    source: 'expert; unlink(2): writing to the folder is enough',
    caughtBy: ['fallback-is-exact-and-said', 'closed-from-the-first-moment'],
    within: 80,
  },
  machine => ({
    openFolder: path => {
      const folder = machine.openFolder(path);
      return folderWith(folder, { chmod: mode => folder.chmod(mode === 0o711 ? 0o777 : mode) });
    },
  }),
);
