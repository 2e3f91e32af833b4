import { beyondHome } from './beyond-home.ts';
import { mutant } from './mutant.ts';

function beforeDots(written: string): string {
  return written.slice(0, written.indexOf('/..'));
}

export const dotsWalked = mutant(
  {
    name: 'dots-walked',
    story: `Makes the folders of a source as written: for ~/a/../b also a, which nothing mounts.`,
    source: `mkdir(1): -p a/../b makes a`,
    caughtBy: ['nothing-made-that-nothing-mounts', 'gated-is-not-made'],
    within: 1500,
  },
  beyondHome((_path, written, home) => written.startsWith(`${home}/`) && written.includes('/..'), beforeDots),
);
