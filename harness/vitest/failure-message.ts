import type { Sighting } from '../engine/explore.ts';
import type { Pursued } from '../engine/pursue.ts';
import type { AnyTarget } from '../target.ts';
import type { Settings } from './settings.ts';

/** What a red test says: the property, the reason, the smallest scenario, and how to have it again. */
export function failureMessage(
  target: AnyTarget,
  { run, failure }: Sighting,
  pursued: Pursued<unknown>,
  { seed, runs }: Settings,
): string {
  const { repeats, shrinks, scenario } = pursued;
  const property = target.properties.find(({ name }) => name === failure.property);
  const details = pursued.failure.details.map(([label, text]) => `    ${label}: ${text}`);
  return [
    `${failure.property}: ${pursued.failure.reason}`,
    ...(property === undefined ? [] : [`  must hold: ${property.statement}`]),
    ...details,
    `  scenario (run ${run + 1}, shrunk ${shrinks} times, repeats ${repeats.seen} of ${repeats.of}): ${target.account.gist(scenario)}`,
    indent(JSON.stringify(scenario, null, 2)),
    `  again: SEATRIAL_SEED=${seed} SEATRIAL_RUNS=${runs}`,
  ].join('\n');
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}
