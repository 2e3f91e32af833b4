import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const emptyFolderCleared = mutantWith(
  {
    name: 'empty-folder-cleared',
    story: `Clears away what a daemon may have left, an empty folder in a file’s place, and then does not get on.`,
    source: `seed 004 F6: the manual \`sudo rm\``,
    caughtBy: ['nothing-is-removed'],
    within: 1000,
  },
  {
    make(files, settings, home, source) {
      const isFolder = files.exists(source.path) && files.look(source.path) === 'folder';
      if (source.kind === 'file' && isFolder && files.names(source.path).length === 0) {
        files.remove(source.path);
        throw new Error('was a folder');
      }
      modelSteps.make(files, settings, home, source);
    },
  },
);
