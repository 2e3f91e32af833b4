import { sweep } from '../reference/sweep.ts';
import { mutant } from './mutant.ts';

export const oneWarning = mutant(
  {
    name: 'one-warning',
    story: 'Only the first folder that stays is told, as if it were the only one.',
    source: 'seed 004 F2',
    caughtBy: ['what-stays-is-told'],
    within: 300,
  },
  (settings, seams) => {
    let told = false;
    const warn = (line: string): void => {
      if (!told) seams.warn(line);
      told = true;
    };
    sweep(settings, { ...seams, warn });
  },
);
