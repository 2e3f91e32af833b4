import { mutantInvariant } from '../mutant.ts';
import { configIsValid } from '../reference/config.ts';

export const nothingToServePasses = mutantInvariant(
  {
    name: 'nothing-to-serve-passes',
    story:
      'Does not ask for --domain or --insecure-listen: a deployment that lost its arguments boots and serves nothing.',
    source: 'seed 001: required configuration is present',
    caughtBy: ['exactly-the-failures'],
    within: 100,
  },
  {
    config: {
      linuxOnly: false,
      check: situation => configIsValid.check(situation).filter(({ resource }) => resource !== '--domain'),
    },
  },
);
