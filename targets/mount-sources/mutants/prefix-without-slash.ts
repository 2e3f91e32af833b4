import { beyondHome } from './beyond-home.ts';
import { mutant } from './mutant.ts';

export const prefixWithoutSlash = mutant(
  {
    name: 'prefix-without-slash',
    story: `Takes every path that begins as HOME does for one in HOME: \${HOME}-backup is beside it.`,
    source: `expert: a prefix is no folder`,
    caughtBy: ['nothing-outside-home'],
    within: 500,
  },
  beyondHome((path, _written, home) => path.startsWith(`${home}-`)),
);
