/**
 * What the engine costs beside fast-check's own runner. Each measurement has a process of its own, so that neither side
 * pays for the other's garbage and compiled code; both sides take turns in one run.
 */
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { execaNode } from 'execa';
import { loadTarget } from '../engine/subject.ts';
import { costOf, type Side } from './sides.ts';

/** At most this much of what `fc.check` takes. */
const goal = 1.15;
const rounds = 11;
/** About what one measurement takes. */
const measureMs = 1_000;

const targets = new URL('../../targets/', import.meta.url);

function urlOf(name: string): string {
  return new URL(`${name}/target.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, targets).href;
}

/** One measurement, in a process of its own. */
async function measured(side: Side, name: string, runs: number): Promise<number> {
  const { stdout } = await execaNode(fileURLToPath(import.meta.url), ['--one', side, name, String(runs)]);
  return Number(stdout);
}

/** Both sides in turn, A B B A: what drifts on the machine, drifts for both. */
async function compare(name: string): Promise<boolean> {
  const trial = 500;
  const runs = Math.max(trial, Math.round((trial * measureMs) / (await measured('fast-check', name, trial))));
  const engine: number[] = [];
  const fastCheck: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const engineFirst = round % 2 === 0;
    if (engineFirst) engine.push(await measured('engine', name, runs));
    fastCheck.push(await measured('fast-check', name, runs));
    if (!engineFirst) engine.push(await measured('engine', name, runs));
  }
  // Of neighbours in time, the middle one: the machine's own speed changes from minute to minute.
  const ratios = engine.map((cost, at) => cost / (fastCheck[at] ?? Number.NaN)).sort((a, b) => a - b);
  const ratio = middle(ratios);
  const rate = (costs: readonly number[]): string => {
    return `${Math.round((runs * 1000) / middle([...costs].sort((a, b) => a - b)))}/s`.padStart(12);
  };
  const range = `${ratios[0]?.toFixed(2)}–${ratios.at(-1)?.toFixed(2)}`;
  const over = ratio > goal ? `  above ${goal}` : '';
  console.log(
    `${name.padEnd(20)}${rate(engine)}${rate(fastCheck)}${ratio.toFixed(2).padStart(8)}  ${range}${over}`,
  );
  return ratio <= goal;
}

function middle(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function main(): Promise<void> {
  const [flag, side, name, runs] = process.argv.slice(2);
  if (flag === '--one' && name !== undefined && (side === 'engine' || side === 'fast-check')) {
    console.log(await costOf(side, await loadTarget(urlOf(name)), Number(runs)));
    return;
  }
  console.log(
    `engine against fc.check · node ${process.version} · ${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}`,
  );
  const heads = ['engine', 'fc.check'].map(head => head.padStart(12)).join('');
  console.log(`${'target'.padEnd(20)}${heads}${'ratio'.padStart(8)}  min–max of ${rounds} pairs`);
  for (const target of readdirSync(targets).sort()) if (!(await compare(target))) process.exitCode = 1;
}

await main();
