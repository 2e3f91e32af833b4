import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const profilesMade = mutantWith(
  {
    name: 'profiles-made',
    story: `Makes what services behind profiles mount: features that look for their folder are on.`,
    source: `seed 004 F6: feature-gated on existence`,
    caughtBy: ['gated-is-not-made'],
    within: 100,
  },
  {
    merge: (documents, variables) =>
      modelSteps.merge(documents, variables).map(service => ({ ...service, gated: false })),
  },
);
