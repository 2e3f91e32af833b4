import { posix } from 'node:path';
import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const linksInHomeRefused = mutantWith(
  {
    name: 'links-in-home-refused',
    story: `Takes no link for a parent, also one that stays in HOME, where dotfiles are kept that way.`,
    source: `expert: O_NOFOLLOW everywhere`,
    caughtBy: ['no-false-refusal'],
    within: 1500,
  },
  {
    make(files, settings, home, source) {
      for (let at = posix.dirname(source.path); at !== settings.home; at = posix.dirname(at))
        if (files.isLink(at)) throw new Error(`${at} is a link`);
      modelSteps.make(files, settings, home, source);
    },
  },
);
