import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const replacedMountsCount = mutantWith(
  {
    name: 'replaced-mounts-count',
    story: `Collects the mounts of every file: one that a later file replaces at its target is made all the same.`,
    source: `Compose merge: volumes are merged by container path`,
    caughtBy: ['nothing-made-that-nothing-mounts'],
    within: 500,
  },
  { merge: (documents, variables) => documents.flatMap(document => modelSteps.merge([document], variables)) },
);
