import { folderWith, onMachine } from '../mutant.ts';

const setGroup = 0o2000;

export const keepsTheSetGroupBit = onMachine(
  {
    name: 'keeps-the-set-group-bit',
    story:
      'Closes a folder that is there with chmod(1), which leaves it its set-group-id bit: it is not 0700.',
    source: 'chmod(1) of GNU: a numeric mode keeps the set-group-id bit of a folder',
    caughtBy: ['ready-means-the-callers-own'],
    within: 1_500,
  },
  machine => ({
    openFolder: path => {
      const folder = machine.openFolder(path);
      return folderWith(folder, { chmod: mode => folder.chmod(mode | (folder.status().mode & setGroup)) });
    },
  }),
);
