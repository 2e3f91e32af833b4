import { beyondHome } from './beyond-home.ts';
import { mutant } from './mutant.ts';

export const everythingMade = mutant(
  {
    name: 'everything-made',
    story: `Makes every source that is missing, wherever it is: what is outside of HOME is somebody else’s.`,
    source: `expert`,
    caughtBy: ['nothing-outside-home'],
    within: 300,
  },
  beyondHome(path => path.startsWith('/outside/')),
);
