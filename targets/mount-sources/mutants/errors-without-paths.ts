import { modelSteps } from '../model.ts';
import { mountSources } from '../reference/mount-sources.ts';
import { mutant } from './mutant.ts';

export const errorsWithoutPaths = mutant(
  {
    name: 'errors-without-paths',
    story: `Says how many are wrong, and not which.`,
    source: `expert`,
    caughtBy: ['errors-name-each-wrong-path'],
    within: 100,
  },
  (environment, files) => {
    const { status, lines } = mountSources(environment, files, modelSteps);
    return { status, lines: lines.length > 0 ? [`${lines.length} sources are not right`] : [] };
  },
);
