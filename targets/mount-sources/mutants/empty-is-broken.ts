import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const emptyIsBroken = mutantWith(
  {
    name: 'empty-is-broken',
    story: `Takes an empty file for what a crash left, and refuses: also the one that it made itself.`,
    source: `seed 004 F5: a 0-byte config is a broken one`,
    caughtBy: ['twice-is-once', 'no-false-refusal'],
    within: 100,
  },
  {
    make(files, settings, home, source) {
      const isFile = files.exists(source.path) && files.look(source.path) === 'file';
      if (source.kind === 'file' && isFile && files.readText(source.path) === '') throw new Error('is empty');
      modelSteps.make(files, settings, home, source);
    },
  },
);
