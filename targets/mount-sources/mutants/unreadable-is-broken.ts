import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const unreadableIsBroken = mutantWith(
  {
    name: 'unreadable-is-broken',
    story: `Opens a file to see whether it is one: what the user keeps closed to himself is refused.`,
    source: `expert: test -r`,
    caughtBy: ['no-false-refusal'],
    within: 4000,
  },
  {
    make(files, settings, home, source) {
      const isFile = files.exists(source.path) && files.look(source.path) === 'file';
      if (source.kind === 'file' && isFile) files.readText(source.path);
      modelSteps.make(files, settings, home, source);
    },
  },
);
