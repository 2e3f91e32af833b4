import { sweep } from '../reference/sweep.ts';
import { mutant } from './mutant.ts';

export const noDockerInSilence = mutant(
  {
    name: 'no-docker-in-silence',
    story: 'Without DOCKER the sweep ends at once, and says nothing.',
    source: 'seed 004 F1',
    caughtBy: ['skipped-sweep-is-told'],
    within: 600,
  },
  (settings, seams) => {
    if (settings.docker !== undefined && settings.docker !== '') sweep(settings, seams);
  },
);
