import { folderWith, onMachine } from '../mutant.ts';

export const worksInTheCallersFolder = onMachine(
  {
    name: 'works-in-the-callers-folder',
    story:
      'Closes an empty folder of the caller, but leaves it to the caller while it makes the sockets and changes their modes by name.',
    source: 'CVE-2018-15687 (systemd): a mode is changed by name in a folder of somebody else; expert',
    caughtBy: ['others-are-untouched'],
    within: 1_500,
  },
  machine => ({
    openFolder: path => {
      const folder = machine.openFolder(path);
      const chown = (uid: number): void => {
        if (uid !== machine.uid) folder.chown(uid);
      };
      return folderWith(folder, { chown });
    },
  }),
);
