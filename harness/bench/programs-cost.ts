/**
 * What a program kept open is worth: runs per second of the same program started anew for each run, and kept open. Both
 * sides run the calmest scenario of the posture checker, whose world is next to nothing, in turn and in one process.
 */
import { cpus } from 'node:os';
import process from 'node:process';
import { dir } from 'tmp-promise';
import { loadTarget } from '../engine/subject.ts';
import { Unobserved } from '../stage.ts';
import type { AnyTarget } from '../target.ts';
import { CommandImplementation } from '../world/command/command-implementation.ts';
import { realSettings } from '../world/command/real-settings.ts';
import { findContainment } from '../world/containment/containment.ts';
import { findProgram } from '../world/find-program.ts';
import { type Pair, writeCheckers } from './checkers.ts';

const rounds = 5;
/** Runs of one measurement: each takes about a second. */
const startedRuns = 60;
const keptRuns = 1_000;

const settings = realSettings();
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

async function rateOf(
  implementation: CommandImplementation<unknown, unknown>,
  scenario: unknown,
  runs: number,
) {
  const began = performance.now();
  for (let run = 0; run < runs; run++) {
    const came = await implementation.run(scenario);
    if (came instanceof Unobserved) throw new Error(`a run proved nothing: ${JSON.stringify(came.instead)}`);
  }
  return (runs * 1_000) / (performance.now() - began);
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function compare({ command, scenario: space }: AnyTarget, pair: Pair): Promise<boolean> {
  if (command === undefined) throw new Error('the posture checker has no command contract');
  await using started = new CommandImplementation('started', command, pair.started, settings);
  await using kept = new CommandImplementation('kept', command, pair.kept, settings);
  const [calm] = space.examples;
  const rates: { started: number; kept: number }[] = [];
  await rateOf(started, calm, 5);
  await rateOf(kept, calm, 50);
  for (let round = 0; round < rounds; round++) {
    rates.push({
      started: await rateOf(started, calm, startedRuns),
      kept: await rateOf(kept, calm, keptRuns),
    });
  }
  const ratio = middle(rates.map(rate => rate.kept / rate.started));
  const shown = (rate: number): string => `${Math.round(rate)}/s`.padStart(12);
  const below = ratio < pair.goal ? `  below ${pair.goal}` : '';
  console.log(
    `${pair.name.padEnd(20)}${shown(middle(rates.map(rate => rate.started)))}${shown(middle(rates.map(rate => rate.kept)))}${ratio.toFixed(1).padStart(8)}  at least ${pair.goal}${below}`,
  );
  return ratio >= pair.goal;
}

/** Measures both pairs. @returns whether each reaches its goal */
async function programsCost(): Promise<boolean> {
  const target = await loadTarget(
    new URL(`../../targets/posture-checker/target.${ending}`, import.meta.url).href,
  );
  const { path: folder, cleanup } = await dir({ unsafeCleanup: true, mode: 0o755 });
  try {
    const python = findProgram('python3', '/usr/bin:/bin');
    const pairs = writeCheckers(folder, { python: python ?? '' });
    const { kind } = findContainment(settings.containment);
    console.log(
      `programs kept open against started anew · containment: ${kind} · node ${process.version} · ${cpus().length} cores`,
    );
    console.log(
      `${'program'.padEnd(20)}${'cmd:'.padStart(12)}${'kept'.padStart(12)}${'ratio'.padStart(8)}  middle of ${rounds} pairs`,
    );
    let reached = true;
    for (const pair of pairs) {
      if (pair.kept.kind === 'serve' && python === undefined)
        console.log(`${pair.name}: skipped, no python3 here`);
      else if (!(await compare(target, pair))) reached = false;
    }
    return reached;
  } finally {
    await cleanup();
  }
}

if (!(await programsCost())) process.exitCode = 1;
