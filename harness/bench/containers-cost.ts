/**
 * What containers cost, each from its making to its removal: processor time of the engine, of all in it and of this process,
 * whatever else the machine does; and how many there are in a second, one and several at once. Containers with the probe
 * and containers with nothing run in turn on one engine.
 */

import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Engine } from '../stage.ts';
import { runContainer } from '../world/engine/containers.ts';
import { EngineClient } from '../world/engine/engine-client.ts';
import { whyNoEngine } from '../world/engine/engine-programs.ts';
import { openEngine } from '../world/engine/open-engine.ts';
import { probePath } from '../world/engine/probe/probe-image.ts';
import { readProbe } from '../world/engine/probe/probe-report.ts';
import { listProcesses, namespaceOf } from '../world/family/proc.ts';

const rounds = 3;
/** Containers of one measurement. */
const runs = 8;
const atOnce = [1, 2, 4] as const;
/** Processor time of a container with the probe: two cores then do five a second. */
const mostMs = 400;
/** A container with the probe beside one with nothing. */
const mostRatio = 1.3;

const probe = { Entrypoint: [probePath, '/', '/tmp', '/etc/passwd'] } as const;
const nothing = { Entrypoint: ['/bin/true'] } as const;

interface Cost {
  /** Containers a second, by the clock. */
  readonly rate: number;
  /** Processor time of one, in ms. */
  readonly cpuMs: number;
}

async function costOf(
  client: EngineClient,
  engine: Engine,
  what: typeof probe | typeof nothing,
  together: number,
): Promise<Cost> {
  const began = { clock: performance.now(), cpu: cpuMsOf(engine) };
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next++ < runs) {
      const ran = await runContainer(client, engine, { Image: engine.image, ...what });
      if ('refused' in ran) throw new Error(ran.refused);
      if (what === probe) readProbe(ran.out);
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  return {
    rate: (runs * 1_000) / (performance.now() - began.clock),
    cpuMs: (cpuMsOf(engine) - began.cpu) / runs,
  };
}

/** A clock tick of proc_pid_stat(5), which is a hundredth of a second wherever Linux runs. */
const tickMs = 10;

/** Processor time of this process and of all of the engine's namespaces, with what has ended there. */
function cpuMsOf({ pid = 0 }: Engine): number {
  const { user, system } = process.cpuUsage();
  const space = namespaceOf(pid);
  const ticks = listProcesses()
    .filter(each => namespaceOf(each) === space)
    .map(each => {
      const stat = textOf(`/proc/${each}/stat`);
      const [, , , , , , , , , , , ...times] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return times.slice(0, 4).reduce((sum, time) => sum + Number(time), 0);
    });
  return (user + system) / 1_000 + ticks.reduce((sum, each) => sum + each, 0) * tickMs;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Measures all. @returns whether the goals are reached */
async function containersCost(): Promise<boolean> {
  const why = whyNoEngine();
  if (why !== undefined) {
    console.log(`containers: skipped: ${why}`);
    return true;
  }
  const folder = await mkdtemp(join(tmpdir(), 'seatrial-bench-'));
  try {
    await using open = await openEngine({ folder });
    const { engine } = open;
    using client = new EngineClient(engine.socket);
    await costOf(client, engine, probe, 2);
    return await measure(client, engine);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(client: EngineClient, engine: Engine): Promise<boolean> {
  const [first] = cpus();
  console.log(
    `containers · Docker ${engine.version} · node ${process.version} · ${cpus().length} cores, ${first?.model} · middle of ${rounds} rounds`,
  );
  const probes = new Map(atOnce.map(together => [together, [] as Cost[]]));
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [together, costs] of probes) costs.push(await costOf(client, engine, probe, together));
    const { cpuMs } = await costOf(client, engine, nothing, 1);
    ratios.push((probes.get(1)?.at(-1)?.cpuMs ?? Number.NaN) / cpuMs);
  }
  for (const [together, costs] of probes)
    tell(`${together} at once`, `${middle(costs.map(({ rate }) => rate)).toFixed(1)}/s`);
  const cpuMs = middle([...probes.values()].flat().map(cost => cost.cpuMs));
  const isFast = tell('processor time', `${Math.round(cpuMs)} ms`, cpuMs, mostMs);
  const isCheap = tell('probe / nothing', middle(ratios).toFixed(2), middle(ratios), mostRatio);
  return isFast && isCheap;
}

function tell(name: string, shown: string, value = 0, most = Number.POSITIVE_INFINITY): boolean {
  const goal = Number.isFinite(most) ? `  at most ${most}${value > most ? ': above' : ''}` : '';
  console.log(`${name.padEnd(18)}${shown.padStart(8)}${goal}`);
  return value <= most;
}

if (!(await containersCost())) process.exitCode = 1;
