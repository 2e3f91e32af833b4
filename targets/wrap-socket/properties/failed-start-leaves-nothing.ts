import { holds, type Property } from '../../../harness/target.ts';
import type { WrapObservation } from '../observation.ts';
import type { WrapScenario } from '../scenario.ts';
import { brokenAs, failedUnlinks, socketsOf } from './findings.ts';

export const failedStartLeavesNothing: Property<WrapScenario, WrapObservation> = {
  name: 'failed-start-leaves-nothing',
  statement:
    'A server that does not come to "ready" says why, exits with 2, and leaves no socket and no folder that was not there.',
  check({ place }, { ready, end, err, after, meddled, calls }) {
    if (ready) return holds;
    if (end.kind !== 'exited' || end.status !== 2) return brokenAs('not exit 2', 'it did not end with 2');
    if (err.every(line => line.trim() === '')) return brokenAs('silent', 'it does not say why');
    // What can't be taken away again, or what somebody else put there, stays.
    const stays = failedUnlinks(calls);
    if (meddled) return holds;
    if (place.kind === 'missing' && after.kind !== 'missing' && stays === 0)
      return brokenAs('folder left', 'it left a folder behind');
    const were =
      place.kind === 'folder' ? place.holds.filter(({ kind }) => kind === 'stale-socket').length : 0;
    return socketsOf(after).length > were + stays
      ? brokenAs('socket left', 'it left a socket behind')
      : holds;
  },
};
