import type { FaultReport } from '../../harness/target.ts';
import { endedByOthers, type Observation } from './observation.ts';
import { visibleGenerators } from './oracle.ts';
import { placesOf } from './places.ts';
import type { Scenario } from './scenario.ts';

/** What became of every fault that a scenario plans: a damaged mandatory file, a generator that does not do its work. */
export function faults(scenario: Scenario, { ran, touched }: Observation): readonly FaultReport[] {
  const reports: FaultReport[] = [];
  const { mandatory, optOut } = scenario;
  if (
    mandatory !== null &&
    mandatory.state !== 'unset' &&
    !(mandatory.file === 'hardening' && optOut === '1')
  ) {
    const reached = touched.includes(placesOf(scenario)[mandatory.file]);
    reports.push({
      fault: `${mandatory.file} file: ${mandatory.state}`,
      outcome: reached ? 'fired' : 'unreached',
    });
  }
  for (const { name, ends } of visibleGenerators(scenario)) {
    if (ends.how === 'succeeds') continue;
    const run = ran.find(candidate => candidate.name === name);
    reports.push({
      fault: `generator ${JSON.stringify(name)} ${ends.how}`,
      outcome: outcomeOf(run?.ended, ends.how),
    });
  }
  return reports;
}

function outcomeOf(ended: string | undefined, planned: string): FaultReport['outcome'] {
  if (ended === planned) return 'fired';
  return ended === undefined || ended === endedByOthers ? 'unreached' : 'missed';
}
