import { modelSteps } from '../model.ts';
import { mountSources } from '../reference/mount-sources.ts';
import { mutant } from './mutant.ts';

export const statusCountsErrors = mutant(
  {
    name: 'status-counts-errors',
    story: `The number of errors is the exit status: 256 of them are a success.`,
    source: `expert; exit(3)`,
    caughtBy: ['exit-is-0-or-1'],
    within: 500,
  },
  (environment, files) => {
    const { lines } = mountSources(environment, files, modelSteps);
    return { status: lines.length, lines };
  },
);
