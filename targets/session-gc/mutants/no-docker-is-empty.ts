import type { RunProgram } from '../reference/seams.ts';
import { sweep } from '../reference/sweep.ts';
import { mutant } from './mutant.ts';

export const noDockerIsEmpty = mutant(
  {
    name: 'no-docker-is-empty',
    story: 'Without DOCKER there is nobody to ask, and so nobody lives.',
    source: 'seed 004 F1',
    caughtBy: ['outage-removes-nothing'],
    within: 600,
  },
  ({ home, docker }, seams) => {
    const nobody = docker === undefined || docker === '';
    const run: RunProgram = nobody ? () => ({ kind: 'exited', status: 0, out: '' }) : seams.run;
    sweep({ home, docker: nobody ? 'docker' : docker }, { ...seams, run });
  },
);
