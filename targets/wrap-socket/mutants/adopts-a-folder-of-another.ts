import { folderWith, onMachine } from '../mutant.ts';

export const adoptsAFolderOfAnother = onMachine(
  {
    name: 'adopts-a-folder-of-another',
    story: 'Does not look whose the folder is: its owner prepared it, and holds it open.',
    source: 'expert; CVE-2020-15257 (containerd-shim): no check whose the socket is',
    caughtBy: ['refuses-what-is-not-its-own', 'others-are-untouched'],
    within: 300,
  },
  machine => ({
    openFolder: path => {
      const folder = machine.openFolder(path);
      return folderWith(folder, { status: () => ({ ...folder.status(), uid: machine.uid }) });
    },
  }),
);
