import type { Call, Scenario } from '../scenario.ts';
import type { Wanted } from './container-set.ts';
import { mannerOf } from './manner.ts';

/** More containers are not made for one run. */
const mostOthers = 20;

/** The containers that an engine has when it is asked. */
export function wantedOf({ names, others, engine }: Call): Wanted {
  const own = names.map((name, nth) => [name, engine?.states[nth] ?? 'created'] as const);
  const rest = Array.from(
    { length: others },
    (_, nth) => [`a-container-of-somebody-else-${nth + 1}`, 'created'] as const,
  );
  return new Map([...own, ...rest]);
}

/** Why a call can't be had of a real client and a real engine. */
export function whyNotReal({ docker }: Pick<Scenario, 'docker'>): string | undefined {
  for (const call of docker.calls) {
    if (call.others > mostOthers) return `making ${call.others} containers takes too long`;
    const manner = mannerOf(call);
    if (manner.how === 'holds' && manner.killedBy === 'SIGPIPE')
      return 'docker does not die of SIGPIPE where somebody listens to it';
  }
  return undefined;
}
