import { broken, holds, type Judgement, type Property } from '../../../harness/target.ts';
import type { Boot, PostureObservation } from '../observation.ts';
import { demandOf } from '../oracle.ts';
import type { PostureScenario } from '../scenario.ts';

const onlyInProduction = new Set(['ErrRunningAsRoot', 'ErrInsecureListenInProduction']);

function withoutProduction(first: Boot): Judgement {
  const early = first.failures.find(({ sentinel }) => onlyInProduction.has(sentinel));
  if (early !== undefined) return broken(`Production is unset, and ${early.sentinel} is told.`);
  const isUnreadable = first.failures.some(({ sentinel }) => sentinel === 'ErrInvalidConfig');
  if (first.exit === 0 && isUnreadable)
    return broken('The configuration is not valid, and the boot goes on.');
  if (first.exit !== 0 && !isUnreadable)
    return broken('Production is unset, the configuration is valid, and the boot refuses.');
  return holds;
}

/** The judgement of a program that names no failure: what holds takes the place of what is told. */
function byExit(scenario: PostureScenario, value: string | undefined, exit: number): Judgement {
  if (value !== undefined && value !== '1') return holds;
  const demand = demandOf(scenario);
  const mode = value === undefined ? 'Production is unset' : 'In production';
  if (demand.kind === 'refuse' && exit === 0)
    return broken(`${mode}, ${demand.failure.sentinel} holds, and the boot goes on.`);
  return demand.kind === 'start' && exit !== 0
    ? broken(`${mode}, nothing that refuses is wrong, and the boot refuses.`)
    : holds;
}

/** Only the exact text `1` switches production on; there, and only there, every failure refuses. */
export const productionIsExactlyOne: Property<PostureScenario, PostureObservation> = {
  name: 'production-is-exactly-one',
  statement:
    'With exactly "1" every failure refuses, and nothing else does; without the variable only an invalid configuration refuses.',
  check(scenario, { first, told }) {
    const value = scenario.environment['PYRYCODE_RELAY_PRODUCTION'];
    if (told === 'exit only') return byExit(scenario, value, first.exit);
    if (value === undefined) return withoutProduction(first);
    if (value !== '1') return holds;
    const [failure] = first.failures;
    if (failure !== undefined && first.exit === 0)
      return broken(`In production ${failure.sentinel} is told, and the boot goes on.`);
    if (failure === undefined && first.exit !== 0)
      return broken('In production nothing is wrong, and the boot refuses.');
    return holds;
  },
};
