import { projectFolder } from '../layout.ts';
import { statusOf } from '../reference/session-folders.ts';
import { sweep } from '../reference/sweep.ts';
import { mutant } from './mutant.ts';

export const sweepsWhereItStands = mutant(
  {
    name: 'sweeps-where-it-stands',
    story: '`cd "$HOME"` without a home stays where one stands, and the sweep is done there.',
    source: 'bash(1), cd; CWE-459',
    caughtBy: ['nothing-outside-home-changes'],
    within: 300,
  },
  ({ home, docker }, seams) => {
    const there = home !== undefined && home !== '' && statusOf(seams.files, home) !== undefined;
    sweep({ home: there ? home : projectFolder, docker }, seams);
  },
);
