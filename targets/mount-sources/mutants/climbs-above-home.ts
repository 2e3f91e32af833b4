import { beyondHome } from './beyond-home.ts';
import { mutant } from './mutant.ts';

export const climbsAboveHome = mutant(
  {
    name: 'climbs-above-home',
    story: `Looks whether a source is in HOME before its dots are taken out: \${HOME}/../x is above it.`,
    source: `expert: checked, then normalised; CVE-2018-15664 and its like`,
    caughtBy: ['nothing-outside-home'],
    within: 500,
  },
  beyondHome((path, written, home) => written.startsWith(`${home}/`) && !path.startsWith(`${home}/`)),
);
