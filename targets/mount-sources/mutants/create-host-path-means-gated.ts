import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const createHostPathMeansGated = mutantWith(
  {
    name: 'create-host-path-means-gated',
    story: `Takes every mount with a \`bind:\` below it for one that is not to be made, also where it says true.`,
    source: `expert`,
    caughtBy: ['what-can-be-made-is-made', 'nothing-is-left-for-the-daemon'],
    within: 1000,
  },
  { parse: text => modelSteps.parse(text.replaceAll('create_host_path: true', 'create_host_path: false')) },
);
