import fc from 'fast-check';
import { explore } from '../engine/explore.ts';
import type { AnyTarget } from '../target.ts';
import { SameDraws } from './same-draws.ts';

/** The two that are compared: the engine's own loop, and fast-check's runner. */
export type Side = 'engine' | 'fast-check';

const seed = 20_26;

/**
 * Runs a side over the same scenarios, reference and properties, and says what it cost.
 * @returns processor time of this process in ms: what others do on the machine does not count
 */
export async function costOf(side: Side, target: AnyTarget, runs: number): Promise<number> {
  const run = side === 'engine' ? byEngine : byFastCheck;
  // Once before, so that both are measured compiled and with their caches filled.
  await run(target, Math.ceil(runs / 4));
  const began = process.cpuUsage();
  await run(target, runs);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

async function byEngine(target: AnyTarget, runs: number): Promise<void> {
  const { sightings, faults } = await explore(target, target.reference, {
    from: 0,
    to: runs,
    seed,
    examples: false,
  });
  if (sightings.length + faults.length > 0) throw new Error(`${target.name}: the reference does not pass`);
}

async function byFastCheck(target: AnyTarget, runs: number): Promise<void> {
  const { arbitrary } = target.scenario;
  const judge = (scenario: unknown, observation: unknown): boolean =>
    target.properties.every(property => property.check(scenario, observation).holds);
  const isAsync = target.reference.run(target.scenario.examples[0]) instanceof Promise;
  const property = isAsync
    ? fc.asyncProperty(arbitrary, async scenario => judge(scenario, await target.reference.run(scenario)))
    : fc.property(arbitrary, scenario => judge(scenario, target.reference.run(scenario)));
  const { failed } = await fc.check(property, {
    numRuns: runs,
    seed,
    randomType: start => new SameDraws(start),
  });
  if (failed) throw new Error(`${target.name}: fc.check says that the reference fails`);
}
