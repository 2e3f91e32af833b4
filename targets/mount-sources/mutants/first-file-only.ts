import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const firstFileOnly = mutantWith(
  {
    name: 'first-file-only',
    story: `Reads the base file: what the overlays mount is left to the daemon.`,
    source: `seed 004 F6: mounts are swept across base and overlays`,
    caughtBy: ['what-can-be-made-is-made', 'nothing-is-left-for-the-daemon'],
    within: 100,
  },
  { merge: (documents, variables) => modelSteps.merge(documents.slice(0, 1), variables) },
);
