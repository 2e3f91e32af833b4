import { mutantWith } from '../mutant.ts';
import { readFlags } from '../reference/flags.ts';

export const emptyFlagIsSet = mutantWith(
  {
    name: 'empty-flag-is-set',
    story: 'An empty --insecure-listen, which a template leaves behind, counts as given.',
    source: 'expert: compose and shell templates with unset variables',
    caughtBy: ['exactly-the-failures'],
    within: 400,
  },
  {
    readFlags(given) {
      const flags = readFlags(given);
      const at = given.indexOf('--insecure-listen');
      return at >= 0 && given[at + 1] === '' ? { ...flags, insecureListen: '' } : flags;
    },
  },
);
