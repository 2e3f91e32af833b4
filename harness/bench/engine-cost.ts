/** What the engine costs beside fast-check's own runner: same arbitrary, same reference, same properties, one process. */
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import fc from 'fast-check';
import { explore } from '../engine/explore.ts';
import { loadTarget } from '../engine/subject.ts';
import type { AnyTarget } from '../target.ts';

/** At most this much of what `fc.check` takes. */
const goal = 1.15;
const rounds = 11;
const roundMs = 400;
const seed = 20_26;

interface Pair {
  readonly engineMs: number;
  readonly fastCheckMs: number;
}

/** Processor time of this process: what others do on the machine does not count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function byEngine(target: AnyTarget, runs: number): Promise<number> {
  const began = cpuMs();
  const { sightings, faults } = await explore(target, target.reference, {
    from: 0,
    to: runs,
    seed,
    examples: false,
  });
  if (sightings.length + faults.length > 0) throw new Error(`${target.name}: the reference does not pass`);
  return cpuMs() - began;
}

async function byFastCheck(target: AnyTarget, runs: number): Promise<number> {
  const { arbitrary } = target.scenario;
  const judge = (scenario: unknown, observation: unknown): boolean =>
    target.properties.every(property => property.check(scenario, observation).holds);
  const isAsync = target.reference.run(target.scenario.examples[0]) instanceof Promise;
  const property = isAsync
    ? fc.asyncProperty(arbitrary, async scenario => judge(scenario, await target.reference.run(scenario)))
    : fc.property(arbitrary, scenario => judge(scenario, target.reference.run(scenario)));
  const began = cpuMs();
  const { failed } = await fc.check(property, { numRuns: runs, seed });
  if (failed) throw new Error(`${target.name}: fc.check says that the reference fails`);
  return cpuMs() - began;
}

/** Enough runs for a round of about `roundMs`, found while both sides warm up. */
async function calibrate(target: AnyTarget): Promise<number> {
  let runs = 50;
  for (;;) {
    const ms = await byFastCheck(target, runs);
    await byEngine(target, runs);
    if (ms >= roundMs / 2) return Math.max(1, Math.round((runs * roundMs) / ms));
    runs *= 2;
  }
}

async function measure(
  target: AnyTarget,
): Promise<{ readonly runs: number; readonly pairs: readonly Pair[] }> {
  const runs = await calibrate(target);
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    // In turn, and each first every other time: what drifts, drifts for both.
    if (round % 2 === 0) {
      const engineMs = await byEngine(target, runs);
      pairs.push({ engineMs, fastCheckMs: await byFastCheck(target, runs) });
    } else {
      const fastCheckMs = await byFastCheck(target, runs);
      pairs.push({ engineMs: await byEngine(target, runs), fastCheckMs });
    }
  }
  return { runs, pairs };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function main(): Promise<void> {
  const folder = new URL('../../targets/', import.meta.url);
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  console.log(
    `engine against fc.check · node ${process.version} · ${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}`,
  );
  console.log(
    `${'target'.padEnd(20)}${'engine'.padStart(12)}${'fc.check'.padStart(12)}${'ratio'.padStart(8)}  min–max of ${rounds} pairs`,
  );
  for (const name of readdirSync(folder).sort()) {
    const target = await loadTarget(new URL(`${name}/target.${ending}`, folder).href);
    const { runs, pairs } = await measure(target);
    const ratios = pairs.map(({ engineMs, fastCheckMs }) => engineMs / fastCheckMs);
    const ratio = median(ratios);
    const rate = (pick: (pair: Pair) => number): string =>
      `${Math.round((runs / median(pairs.map(pick))) * 1000)}/s`;
    const columns = [
      name.padEnd(20),
      rate(({ engineMs }) => engineMs).padStart(12),
      rate(({ fastCheckMs }) => fastCheckMs).padStart(12),
      ratio.toFixed(2).padStart(8),
    ];
    const over = ratio > goal ? `  above ${goal}` : '';
    console.log(
      `${columns.join('')}  ${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}${over}`,
    );
    if (ratio > goal) process.exitCode = 1;
  }
}

await main();
