import { steps } from '../reference/refresh.ts';
import { altered } from './mutant.ts';

/** Milliseconds where seconds are wanted. */
export const markerInTheFuture = altered(
  {
    name: 'marker-in-the-future',
    story:
      'The marker gets a time of thousands of years ahead: it counts as fresh for ever, and nothing is refreshed again.',
    source: 'Node fs.utimes, which takes seconds where Date.now gives milliseconds',
    caughtBy: ['success-marker-and-message-agree'],
    within: 50,
  },
  { touch: (files, marker, now) => steps.touch(files, marker, now * 1000) },
);
