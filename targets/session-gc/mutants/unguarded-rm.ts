import { sweep } from '../reference/sweep.ts';
import { mutant } from './mutant.ts';

export const unguardedRm = mutant(
  {
    name: 'unguarded-rm',
    story:
      'A bare rm -rf under errexit: one folder that can not be removed ends the sweep, and with it every start of every project.',
    source: 'seed 004 F2',
    caughtBy: ['always-succeeds'],
    within: 150,
  },
  (settings, seams) => {
    const warn = (line: string): void => {
      seams.warn(line);
      if (line.includes('is not removed')) throw new Error(line);
    };
    sweep(settings, { ...seams, warn });
  },
);
