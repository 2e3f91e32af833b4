import { modelSteps } from '../model.ts';
import type { Files } from '../reference/files.ts';
import { makeSource } from '../reference/make-source.ts';
import { mountSources, type Steps } from '../reference/mount-sources.ts';
import { changedFiles } from './changed-files.ts';
import { mutant } from './mutant.ts';

const { parse, merge, needed } = modelSteps;
const steps: Steps<Files> = {
  parse,
  merge,
  needed,
  make: (files, { home }, realHome, source) => makeSource(files, home, realHome, source),
};

export const unreadableFileSkipped = mutant(
  {
    name: 'unreadable-file-skipped',
    story: `Goes on without a Compose file that it can’t read: what that one gates is made, and what it mounts is not.`,
    source: `seed 004 F1, F4: what did not answer is not the same as nothing`,
    caughtBy: ['unknown-mounts-make-nothing'],
    within: 500,
  },
  (environment, files) => {
    const readText = (path: string) => {
      try {
        return files.readText(path);
      } catch {
        return 'services: {}';
      }
    };
    return mountSources(environment, changedFiles(files, { readText }), steps);
  },
);
