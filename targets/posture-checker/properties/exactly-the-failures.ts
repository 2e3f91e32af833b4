import { broken, holds, type Judgement, type Property, type Row } from '../../../harness/target.ts';
import type { PostureObservation, ToldFailure } from '../observation.ts';
import { demandOf, type Predicted, predict } from '../oracle.ts';
import type { PostureScenario } from '../scenario.ts';

type Named = Pick<ToldFailure, 'sentinel' | 'resource'>;

function isSame(one: Named, other: Named): boolean {
  if (one.resource === null || other.resource === null) return one.sentinel === other.sentinel;
  return one.sentinel === other.sentinel && one.resource === other.resource;
}

function listed(failures: readonly Named[]): string {
  return (
    failures
      .map(({ sentinel, resource }) => (resource === null ? sentinel : `${sentinel} (${resource})`))
      .join(', ') || 'none'
  );
}

function details(told: readonly Named[], predicted: readonly Predicted[]): readonly Row[] {
  return [
    ['told', listed(told)],
    ['predicted', listed(predicted.filter(one => !one.optional))],
  ];
}

/** The part of a resource that is the same from scenario to scenario: a flag without its value, a variable. */
function fixedPart(resource: string): string {
  return /^(?:--?[A-Za-z-]+|[A-Z_]{4,}|CapEff|arguments)/.exec(resource)?.[0] ?? 'something';
}

/** The judgement of a program that names no failure. */
function byExit(scenario: PostureScenario, exit: number): Judgement {
  const demand = demandOf(scenario);
  if (demand.kind === 'refuse' && exit === 0) {
    const { sentinel, resource, because } = demand.failure;
    return broken(`${sentinel} holds of ${JSON.stringify(resource)} (${because}), and the boot goes on.`);
  }
  return demand.kind === 'start' && exit !== 0
    ? broken('No failure holds that refuses, and the boot does.')
    : holds;
}

/** No failure masks another, and none is made up. */
export const exactlyTheFailures: Property<PostureScenario, PostureObservation> = {
  name: 'exactly-the-failures',
  statement: 'Every failure that the rules tell is told, each once, and no other.',
  check(scenario, { first: { exit, failures: told }, told: how }) {
    if (how === 'exit only') return byExit(scenario, exit);
    const predicted = predict(scenario);
    const missing = predicted.find(one => !one.optional && !told.some(other => isSame(one, other)));
    if (missing !== undefined) {
      const { sentinel, resource, because } = missing;
      const text = `${sentinel} holds of ${JSON.stringify(resource)} (${because}) and is not told.`;
      return broken(text, { details: details(told, predicted) });
    }
    const extra = told.find(one => !predicted.some(other => isSame(one, other)));
    if (extra !== undefined) {
      const { sentinel, resource } = extra;
      if (resource === null)
        return broken(`${sentinel} is told, where nothing of the kind is wrong.`, {
          details: details(told, predicted),
        });
      const text = `${sentinel} is told of ${JSON.stringify(resource)}, where nothing of the kind is wrong.`;
      return broken(text, {
        signature: `${sentinel} is told of ${fixedPart(resource)}, where nothing of the kind is wrong.`,
        details: details(told, predicted),
      });
    }
    const twice = told.find(
      (one, nth) => one.resource !== null && told.findIndex(other => isSame(one, other)) < nth,
    );
    if (twice === undefined) return holds;
    return broken(`${twice.sentinel} is told more than once of ${JSON.stringify(twice.resource)}.`, {
      details: details(told, predicted),
    });
  },
};
