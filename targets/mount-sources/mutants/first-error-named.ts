import { modelSteps } from '../model.ts';
import { mountSources } from '../reference/mount-sources.ts';
import { mutant } from './mutant.ts';

export const firstErrorNamed = mutant(
  {
    name: 'first-error-named',
    story: `Says the first error only: whoever mends HOME learns of the next one at the next start.`,
    source: `expert`,
    caughtBy: ['errors-name-each-wrong-path'],
    within: 300,
  },
  (environment, files) => {
    const { status, lines } = mountSources(environment, files, modelSteps);
    return { status, lines: lines.slice(0, 1) };
  },
);
