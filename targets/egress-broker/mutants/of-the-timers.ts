import { limits } from '../reference/limits.ts';
import { serve } from '../reference/serve.ts';
import { altered } from './mutant.ts';

/** Bugs in how long somebody may keep a stream waiting, and in the timers that see to it. */
export const timerMutants = [
  altered(
    {
      name: 'no-head-timeout',
      story: 'A client that says half a request, or none, keeps its stream and its descriptors for ever.',
      source: 'seed 003, ReadHeaderTimeout (gosec G112)',
      caughtBy: ['stalled-clients-are-let-go'],
      within: 2000,
    },
    { limits: { ...limits, headMs: 1e9, bodyMs: 1e9 } },
  ),
  altered(
    {
      name: 'no-response-timeout',
      story: 'An upstream that never answers keeps the request for ever.',
      source: 'seed 003, ResponseHeaderTimeout',
      caughtBy: ['stalled-clients-are-let-go'],
      within: 3000,
    },
    { limits: { ...limits, responseMs: 1e9 } },
  ),
  altered(
    {
      name: 'timer-left-running',
      story: 'A timer of each stream goes on when the stream and the broker are gone.',
      source: 'expert',
      caughtBy: ['nothing-is-left'],
      within: 30,
    },
    {
      serve: (session, stream) => {
        session.seams.after(600_000, () => stream.destroy());
        serve(session, stream);
      },
    },
  ),
] as const;
