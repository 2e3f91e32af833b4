import { constants } from 'node:fs';
import { orRefuse } from '../reference/refusal.ts';
import { altered } from './mutant.ts';

/** `: >"$MARKER"`. */
export const markerByRedirection = altered(
  {
    name: 'marker-by-redirection',
    story:
      'The marker is "touched" by emptying it, links followed: one that leads to the target leaves a configuration of 0 bytes.',
    source: 'seed 004 F5: a redirect empties first',
    caughtBy: ['target-is-old-or-complete', 'source-is-only-read'],
    within: 1150,
  },
  {
    check: () => Promise.resolve(),
    touch: (files, marker) =>
      orRefuse(marker, 'touched', async () => {
        const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC;
        await files.close(await files.open(marker, flags));
      }),
  },
);
