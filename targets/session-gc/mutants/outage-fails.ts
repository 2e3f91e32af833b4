import { sweep } from '../reference/sweep.ts';
import { mutant } from './mutant.ts';

export const outageFails = mutant(
  {
    name: 'outage-fails',
    story: 'A daemon that is down fails the sweep, and with it the start that would have brought it up.',
    source: 'seed 004 F2',
    caughtBy: ['always-succeeds'],
    within: 40,
  },
  (settings, seams) => {
    const warn = (line: string): void => {
      seams.warn(line);
      if (line.includes('are kept')) throw new Error(line);
    };
    sweep(settings, { ...seams, warn });
  },
);
