import { modelSteps } from '../model.ts';
import { mountSources } from '../reference/mount-sources.ts';
import { mutant } from './mutant.ts';

export const warnsOnly = mutant(
  {
    name: 'warns-only',
    story: `\`|| warn\`: what can’t be made is said, and the session starts all the same.`,
    source: `seed 004 F1, F5`,
    caughtBy: ['nothing-is-left-for-the-daemon', 'sources-have-the-right-kind'],
    within: 100,
  },
  (environment, files) => ({ ...mountSources(environment, files, modelSteps), status: 0 }),
);
