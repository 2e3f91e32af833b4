import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const setGroupIdLost = mutantWith(
  {
    name: 'set-group-id-lost',
    story: `chmod 0755 on a new folder, less the umask: in a folder that a group shares it is not the group’s any more.`,
    source: `inode(7), chmod(2)`,
    caughtBy: ['new-entries-are-plain'],
    within: 1500,
  },
  {
    make(files, settings, home, source) {
      const there = files.exists(source.path);
      modelSteps.make(files, settings, home, source);
      if (!there) files.chmod(source.path, files.modeOf(source.path) & 0o777);
    },
  },
);
