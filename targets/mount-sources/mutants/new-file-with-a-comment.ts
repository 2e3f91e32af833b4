import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const newFileWithAComment = mutantWith(
  {
    name: 'new-file-with-a-comment',
    story: `Writes into a new file where it comes from: what reads it as JSON finds none.`,
    source: `expert`,
    caughtBy: ['new-entries-are-plain'],
    within: 100,
  },
  {
    make(files, settings, home, source) {
      const there = files.exists(source.path);
      modelSteps.make(files, settings, home, source);
      if (!there && source.kind === 'file') files.append(source.path, '# made for a mount\n');
    },
  },
);
