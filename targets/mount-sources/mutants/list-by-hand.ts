import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

const known = ['/.gitconfig', '/.local'];

export const listByHand = mutantWith(
  {
    name: 'list-by-hand',
    story: `Knows the two sources that had been a bug; those that files mount since then are left to the daemon.`,
    source: `seed 004 F6: ensure_runtime_dirs is a list by hand`,
    caughtBy: ['what-can-be-made-is-made', 'nothing-is-left-for-the-daemon'],
    within: 50,
  },
  {
    needed: (services, settings) =>
      modelSteps
        .needed(services, settings)
        .filter(({ path }) => known.includes(path.slice(settings.home.length))),
  },
);
