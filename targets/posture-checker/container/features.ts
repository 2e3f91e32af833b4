import { fullMachine } from '../can-be-real.ts';
import type { PostureObservation } from '../observation.ts';
import type { PostureScenario } from '../scenario.ts';
import { planRun } from './plan-run.ts';

/** How the container of a scenario is made, and what was told of it in process. */
export function features(
  scenario: PostureScenario,
  { first, second }: PostureObservation,
): readonly string[] {
  const planned = planRun(scenario, fullMachine);
  if ('reason' in planned) return [];
  const { started, becomes } = planned;
  const by = becomes === undefined ? 'by-flags' : 'by-entrypoint';
  const told = [...new Set(first.failures.map(({ sentinel }) => sentinel))].sort().join(' ');
  return [
    by,
    `${by}-exit-${first.exit}`,
    `${by}-then-${second.exit}`,
    `told-${told.replaceAll(/Err|[^A-Za-z]/g, '-').toLowerCase()}`,
    ...(started.privileged ? [`privileged-${by}`] : []),
    ...started.securityOptions.map(option => `${by}-${option.replaceAll(/[^a-z]/g, '-')}`),
    ...(started.publish.length > 0 ? ['published'] : []),
    ...(started.imageUser === undefined
      ? []
      : [`image-user-${started.user === undefined ? 'alone' : 'overridden'}`]),
  ];
}
