import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const gatedElsewhere = mutantWith(
  {
    name: 'gated-elsewhere',
    story: `Leaves out every source that some service behind a profile mounts, also where another one needs it always.`,
    source: `expert: a set that is taken from a set`,
    caughtBy: ['what-can-be-made-is-made', 'nothing-is-left-for-the-daemon'],
    within: 500,
  },
  {
    needed(services, settings) {
      const behind = services.filter(({ gated }) => gated).map(service => ({ ...service, gated: false }));
      const gated = new Set(modelSteps.needed(behind, settings).map(({ path }) => path));
      return modelSteps.needed(services, settings).filter(({ path }) => !gated.has(path));
    },
  },
);
