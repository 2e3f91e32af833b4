import { sweep } from '../reference/sweep.ts';
import { mutant } from './mutant.ts';

export const outageInSilence = mutant(
  {
    name: 'outage-in-silence',
    story: 'The sweep is skipped and nobody is told: the folders of a month pile up, secrets and all.',
    source: 'seed 004 F1',
    caughtBy: ['skipped-sweep-is-told'],
    within: 60,
  },
  (settings, seams) => {
    const warn = (line: string): void => {
      if (!line.includes('are kept')) seams.warn(line);
    };
    sweep(settings, { ...seams, warn });
  },
);
