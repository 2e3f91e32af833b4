import type { Observation } from '../observation.ts';
import { daemonFinds } from '../oracle/daemon.ts';
import { wantsOf } from '../oracle/wants.ts';
import type { Scenario } from '../scenario.ts';

/** What an engine would meet of a session: the ends of its services, and of each source. */
export function features(scenario: Scenario, { first, after, uid }: Observation): readonly string[] {
  const found = new Set<string>([first.status === 0 ? 'succeeded' : 'refused']);
  if (scenario.fault.kind === 'lost-file') return [...found];
  for (const want of wantsOf(scenario)) {
    if (want.gate === 'profiles') continue;
    const { kind } = daemonFinds(want, after, uid);
    found.add(`${want.gate === undefined ? 'mounts' : 'must-have'}-${want.kind}-${kind}`);
  }
  return [...found];
}
