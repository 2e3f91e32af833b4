import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const relativeToProject = mutantWith(
  {
    name: 'relative-to-project',
    story: `Takes relative sources from the folder that it was started in, and not from that of the first file.`,
    source: `Compose: the project folder is that of the first -f`,
    caughtBy: [
      'what-can-be-made-is-made',
      'nothing-is-left-for-the-daemon',
      'nothing-made-that-nothing-mounts',
    ],
    within: 1500,
  },
  {
    needed(services, settings) {
      const [first, ...others] = settings.composeFiles;
      return modelSteps.needed(services, {
        ...settings,
        composeFiles: [first.replace('/deploy/', '/'), ...others],
      });
    },
  },
);
