import { sweep } from '../reference/sweep.ts';
import { mutant } from './mutant.ts';

export const failureInSilence = mutant(
  {
    name: 'failure-in-silence',
    story: '`rm -rf … || true`: what could not be removed is not told.',
    source: 'seed 004 F2',
    caughtBy: ['what-stays-is-told'],
    within: 200,
  },
  (settings, seams) => {
    const warn = (line: string): void => {
      if (!line.includes('is not removed')) seams.warn(line);
    };
    sweep(settings, { ...seams, warn });
  },
);
