import { expect, it } from 'vitest';
import { examples } from './examples.ts';
import { faults } from './faults.ts';
import type { Observation } from './observation.ts';
import type { Call, Scenario } from './scenario.ts';

const [calm] = examples;
const planned: Call = { ...calm.docker.calls[0], end: { how: 'exits', status: 8 }, printed: 'half' };

/** What became of a client's planned failure that ended so before a real engine. */
function outcomeOf(call: Call, status: number) {
  const scenario: Scenario = { ...calm, docker: { ...calm.docker, calls: [call] } };
  const listing = {
    ...{ arguments: [], present: undefined, started: [], end: { how: 'exits', status } },
    inside: { containers: [], complaint: '', outage: 'fired' },
  } as const;
  const observation = { first: { listings: [listing] } } as unknown as Observation;
  return faults(scenario, observation).map(({ outcome }) => outcome);
}

it('an answer that is cut where its client had all of it was not reached', () => {
  expect(outcomeOf(planned, 0)).toEqual(['unreached']);
});

it('a client that notices the cut has met the fault', () => {
  expect(outcomeOf(planned, 1)).toEqual(['fired']);
});

it('a client that was told nothing and succeeds is a fault of the harness', () => {
  expect(outcomeOf({ ...planned, printed: 'nothing' }, 0)).toEqual(['missed']);
});

it('an answer that a scenario cuts behind its last name may be whole to its reader', () => {
  expect(outcomeOf({ ...planned, engine: { states: [], outage: { how: 'cut', at: -1 } } }, 0)).toEqual([
    'fired',
  ]);
});
