import { steps } from '../reference/refresh.ts';
import { altered } from './mutant.ts';

/** `touch "$MARKER" || true`. */
export const markerFailureIgnored = altered(
  {
    name: 'marker-failure-ignored',
    story:
      'A marker that can’t be touched is nobody’s concern: "refreshed" is said, and every start refreshes again.',
    source: 'seed 004 F5',
    caughtBy: ['success-marker-and-message-agree'],
    within: 650,
  },
  { touch: (files, marker, now) => steps.touch(files, marker, now).catch(() => undefined) },
);
