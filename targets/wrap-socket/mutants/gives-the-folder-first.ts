import { withPart } from '../mutant.ts';
import { socketNames } from '../reference/machine.ts';
import { fileOf, openToAll, prepare } from '../reference/prepare.ts';

export const givesTheFolderFirst = withPart(
  {
    name: 'gives-the-folder-first',
    story:
      "Gives the folder to the caller and goes on to set the modes of what is in it by name: the caller puts a link there, and a file of root's gets another mode.",
    source: 'expert; chmod(2) follows links',
    caughtBy: ['others-are-untouched'],
    within: 400,
  },
  {
    prepare: (path, caller, machine) =>
      prepare(path, caller, machine, (folder, whom) => {
        if (whom.kind !== 'known') {
          openToAll(folder);
          return;
        }
        folder.chown(whom.uid);
        for (const name of socketNames) {
          folder.chownEntry(fileOf(name), whom.uid);
          folder.chmodEntry(fileOf(name), 0o600);
        }
      }),
  },
);
