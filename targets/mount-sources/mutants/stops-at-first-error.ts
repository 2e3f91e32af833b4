import { modelSteps } from '../model.ts';
import { mountSources } from '../reference/mount-sources.ts';
import { mutant } from './mutant.ts';

export const stopsAtFirstError = mutant(
  {
    name: 'stops-at-first-error',
    story: `set -e: the first source that can’t be made ends the run, and the rest is left to the daemon.`,
    source: `seed 004 F1: an unguarded command under set -e; bash(1)`,
    caughtBy: ['what-can-be-made-is-made', 'errors-name-each-wrong-path'],
    within: 200,
  },
  (environment, files) => {
    let failed = false;
    return mountSources(environment, files, {
      ...modelSteps,
      make(subject, settings, home, source) {
        if (failed) return;
        failed = true;
        modelSteps.make(subject, settings, home, source);
        failed = false;
      },
    });
  },
);
