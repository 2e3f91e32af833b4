import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { HarnessFault } from '../../harness-fault.ts';
import { BuiltCell } from './built-cell.ts';
import type { Plan } from './namespaces.ts';
import type { Tools } from './tools.ts';
import type { View } from './view.ts';
import type { Words } from './words.ts';

const readyMs = 10_000;
/** Ends with the pipe that the harness holds, so with the harness too. The kernel reaps the children that come to it. */
const init = "trap '' CHLD; echo ready; exec cat";
/**
 * Builds a cell. Root's programs get a user namespace of their own on top of it, in which everybody is who they are
 * outside: they can be anyone and hold any capability there, but can't undo what the cell is made of.
 * @throws HarnessFault `bad-world` when it can't be built
 */
export async function buildCell(plan: Plan, view: View, tools: Tools): Promise<BuiltCell> {
  const isRoot = process.geteuid?.() === 0;
  const apart = isRoot ? [tools.unshare, '--user', '--mount', '--'] : [];
  const [program, ...rest]: Words = [...plan.words, ...apart, '/bin/sh', '-c', init];
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };
  const child = spawn(program, rest, { stdio: 'pipe', env, cwd: '/', detached: true });
  try {
    await ready(child);
    const pid = initOf(child.pid ?? 0);
    if (isRoot)
      for (const map of ['gid_map', 'uid_map']) writeFileSync(`/proc/${pid}/${map}`, everybodyIn(map));
    return new BuiltCell(child, pid, view, plan.inside, tools);
  } catch (cause) {
    child.kill('SIGKILL');
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HarnessFault(`the containment could not be built: ${why}`, 'bad-world', { cause });
  }
}

/** All ids that there are here, each as itself (user_namespaces(7)): this may be such a namespace already. */
function everybodyIn(map: string): string {
  const lines = readFileSync(`/proc/self/${map}`, 'utf8').trim().split('\n');
  return lines
    .map(line => line.trim().split(/\s+/))
    .map(([first, , length]) => `${first} ${first} ${length}\n`)
    .join('');
}

async function ready(child: ChildProcess): Promise<void> {
  let heard = '';
  let complaint = '';
  child.stderr?.on('data', data => {
    complaint += data;
  });
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it was not ready within ${readyMs} ms`)), readyMs);
    child.stdout?.on('data', data => {
      heard += data;
      if (heard !== 'ready\n') return;
      clearTimeout(timer);
      resolve();
    });
    child.on('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      reject(new Error(complaint.trim() || 'it ended'));
    });
  });
  child.unref();
  for (const stream of child.stdio) {
    // A kept cell must not keep the harness from ending.
    if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
    stream?.on('error', () => {});
  }
}

/** The process that the builder started: pid 1 inside. */
function initOf(builder: number): number {
  const pid = Number.parseInt(readFileSync(`/proc/${builder}/task/${builder}/children`, 'utf8'), 10);
  if (!Number.isInteger(pid)) throw new Error('its init can not be found');
  return pid;
}
