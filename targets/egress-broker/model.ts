import type { Implementation } from '../../harness/target.ts';
import { ModelRun } from './model/model-run.ts';
import type { Observation } from './observation.ts';
import type { Broker } from './reference/broker.ts';
import type { Scenario } from './scenario.ts';

/** Runs a broker in memory: its child, its upstream, its sockets and its clock are the scenario's. */
export function inModel(name: string, subject: Broker): Implementation<Scenario, Observation> {
  return { name, run: scenario => new ModelRun(scenario).observe(subject) };
}
