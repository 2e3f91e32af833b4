import { modelSteps } from '../model.ts';
import { mountSources } from '../reference/mount-sources.ts';
import { mutant } from './mutant.ts';

export const statusOfTheLast = mutant(
  {
    name: 'status-of-the-last',
    story: `Ends with the status of the last source, as a loop in shell does: what failed before it is no failure.`,
    source: `bash(1): the status of a loop`,
    caughtBy: ['nothing-is-left-for-the-daemon', 'sources-have-the-right-kind'],
    within: 100,
  },
  (environment, files) => {
    let status = 0;
    const { lines } = mountSources(environment, files, {
      ...modelSteps,
      make(subject, settings, home, source) {
        status = 1;
        modelSteps.make(subject, settings, home, source);
        status = 0;
      },
    });
    return { status, lines };
  },
);
