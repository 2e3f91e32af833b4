import type { FaultReport } from '../../harness/target.ts';
import { operation, type PostureObservation } from './observation.ts';
import type { PostureScenario } from './scenario.ts';

/** What became of the planned faults: an unreadable status text, a cache folder that can't be looked at. */
export function faults(
  scenario: PostureScenario,
  { calls, fired }: PostureObservation,
): readonly FaultReport[] {
  const { status, certCache, cacheEntry, platform } = scenario;
  const reports: FaultReport[] = [];
  if (status.fault !== null && platform === 'linux') {
    const isReached = calls.includes('read-status');
    reports.push({ fault: `status ${status.fault}`, outcome: outcome(fired.includes('status'), isReached) });
  }
  if (certCache && cacheEntry.kind === 'fault') {
    const isReached = calls.some(call => operation(call) === 'lstat' || operation(call) === 'stat');
    reports.push({ fault: `cache ${cacheEntry.code}`, outcome: outcome(fired.includes('cache'), isReached) });
  }
  return reports;
}

function outcome(isFired: boolean, isReached: boolean): FaultReport['outcome'] {
  if (isFired) return 'fired';
  return isReached ? 'missed' : 'unreached';
}
