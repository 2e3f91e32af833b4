import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const tildeIsAName = mutantWith(
  {
    name: 'tilde-is-a-name',
    story: `Does not know the tilde: ~/x is a folder called ~ in the project.`,
    source: `Compose file, short syntax: ~ is HOME`,
    caughtBy: ['what-can-be-made-is-made', 'nothing-is-left-for-the-daemon'],
    within: 300,
  },
  { parse: text => modelSteps.parse(text.replaceAll(/(^\s*(?:- |source: )['"]?)~/gm, '$1./~')) },
);
