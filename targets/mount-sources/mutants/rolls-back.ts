import { modelSteps } from '../model.ts';
import { mountSources } from '../reference/mount-sources.ts';
import { mutant } from './mutant.ts';

export const rollsBack = mutant(
  {
    name: 'rolls-back',
    story: `Takes back what it made when one source fails: nothing half done, and all of it left to the daemon.`,
    source: `expert`,
    caughtBy: ['what-can-be-made-is-made'],
    within: 200,
  },
  (environment, files) => {
    const made: string[] = [];
    const result = mountSources(environment, files, {
      ...modelSteps,
      make(subject, settings, home, source) {
        const there = subject.exists(source.path);
        modelSteps.make(subject, settings, home, source);
        if (!there) made.push(source.path);
      },
    });
    if (result.status === 1) for (const path of made.reverse()) files.removeIfEmpty(path);
    return result;
  },
);
