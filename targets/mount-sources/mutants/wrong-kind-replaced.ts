import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const wrongKindReplaced = mutantWith(
  {
    name: 'wrong-kind-replaced',
    story: `Moves a file that is in a folder’s place out of the way.`,
    source: `expert: rm -f && mkdir`,
    caughtBy: ['existing-content-stays'],
    within: 300,
  },
  {
    make(files, settings, home, source) {
      const isFile = files.exists(source.path) && files.look(source.path) === 'file';
      if (source.kind === 'folder' && isFile) files.remove(source.path);
      modelSteps.make(files, settings, home, source);
    },
  },
);
