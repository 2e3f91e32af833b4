import type { Call, Scenario } from '../scenario.ts';
import type { Wanted } from './container-set.ts';
import { mannerOf } from './manner.ts';

/** More of them are not made: to the sweep, who is one of twenty others is one of thousands. */
const mostOthers = 20;

/** The containers that an engine has when it is asked. */
export function wantedOf({ names, others, engine }: Call): Wanted {
  const own = names.map((name, nth) => [name, engine?.states[nth] ?? 'created'] as const);
  const rest = Array.from(
    { length: Math.min(others, mostOthers) },
    (_, nth) => [`a-container-of-somebody-else-${nth + 1}`, 'created'] as const,
  );
  return new Map([...own, ...rest]);
}

/** Why a call can't be had of a real client and a real engine. */
export function whyNotReal({ docker }: Pick<Scenario, 'docker'>): string | undefined {
  for (const call of docker.calls) {
    const manner = mannerOf(call);
    if (manner.how === 'holds' && manner.killedBy === 'SIGPIPE')
      return 'docker does not die of SIGPIPE where somebody listens to it';
  }
  return undefined;
}
