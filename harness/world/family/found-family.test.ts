import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { worldsFolder } from '../workspace/places.ts';
import { endFamily, heldBytes } from './family.ts';
import { FoundFamily } from './found-family.ts';
import { childrenOf, end, initOf } from './proc.ts';

let base: string;
let folder: string;
let output: string;
let begun: ChildProcess[];
beforeEach(() => {
  base = mkdtempSync(join(worldsFolder(), 'family-'));
  folder = join(base, 'world');
  output = join(base, 'output');
  mkdirSync(folder);
  begun = [];
});
afterEach(() => {
  for (const { pid } of begun) if (pid !== undefined) end(-pid);
  rmSync(base, { recursive: true });
});

/** Starts a shell script at the head of a session, as programs are; resolves with the words of its first line. */
async function program(script: string, cwd = '/', before: readonly string[] = []) {
  const [first = 'sh', ...rest] = [...before, 'sh', '-c', script];
  const child = spawn(first, rest, { cwd, env: {}, stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  begun.push(child);
  const family = new FoundFamily(child.pid ?? 0, { folder, output });
  const [line = ''] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, family, root: child.pid ?? 0, said: String(line).split(' ').map(Number) };
}

function pids(family: FoundFamily): readonly number[] {
  return family
    .members()
    .map(({ pid }) => pid)
    .sort((a, b) => a - b);
}

const sorted = (...all: readonly number[]): readonly number[] => all.toSorted((a, b) => a - b);

describe('the family of a program', () => {
  it('is the program and its descendants, in whatever session, and ends as one', async () => {
    const { family, root, said } = await program('sleep 300 & a=$!; setsid sleep 300 & echo $a $!; wait');
    await program('sleep 300 & echo; wait');
    expect(pids(family)).toEqual(sorted(root, ...said));
    expect(heldBytes(family.members())).toBeGreaterThan(0);
    await endFamily(family, 10_000);
    expect([family.gone, pids(family)]).toEqual([true, []]);
  });

  it('keeps an orphan of its session, and one with a session of its own that was seen before', async () => {
    const { child, family, said } = await program(
      'sleep 300 & a=$!; setsid sleep 300 & echo $a $!; read line; exit',
    );
    expect(pids(family)).toHaveLength(3);
    child.stdin?.end('go\n');
    await once(child, 'exit');
    expect(pids(family)).toEqual(sorted(...said));
    await endFamily(family, 10_000);
    expect(family.gone).toBe(true);
  });

  it.each([
    ['works in its folder', (): string => `cd ${folder}; exec sleep 300`],
    ['has its folder in its environment', (): string => `export W=${folder}; exec sleep 300`],
    ['holds its output', (): string => `exec sleep 300 >${output}`],
  ])('has one that is first seen as an orphan and %s', async (_, how) => {
    closeSync(openSync(output, 'w'));
    const { child, family, said } = await program(
      `setsid sh -c 'exec >&- 2>&-; ${how()}' & echo $!; read line; exit`,
    );
    child.stdin?.end('go\n');
    await once(child, 'exit');
    expect(pids(family)).toEqual(said);
    await endFamily(family, 10_000);
    expect(family.gone).toBe(true);
  });

  it('has no other program that runs in its folder, and no process that is older', async () => {
    const older = spawn('sleep', ['300'], { cwd: folder, stdio: 'ignore', detached: true });
    begun.push(older);
    // Start times are told in hundredths of a second.
    await program('sleep 0.02; echo');
    const { family, root } = await program('echo; read line', folder);
    const other = await program('sleep 300 & echo $!; wait', folder);
    expect(pids(family)).toEqual([root]);
    expect(pids(other.family)).toEqual(sorted(other.root, ...other.said));
    await endFamily(family, 10_000);
    expect(pids(other.family)).toEqual(sorted(other.root, ...other.said));
    expect(older.exitCode).toBeNull();
  });

  it('is nobody where there was no program', () => {
    const family = new FoundFamily(0, { folder, output });
    family.kill();
    expect([family.gone, pids(family)]).toEqual([true, []]);
  });
});

const apart = ['unshare', ...(process.geteuid?.() === 0 ? [] : ['--user', '--map-root-user']), '--pid'];
const canBeApart = spawnSync('unshare', [...apart.slice(1), '--fork', 'true']).status === 0;
const lack = canBeApart ? '' : ' (skipped: takes pid namespaces)';

describe.runIf(canBeApart)(`the family of a program in a pid namespace${lack}`, () => {
  const enter = (init: number): readonly string[] => [
    'nsenter',
    ...(process.geteuid?.() === 0 ? [] : ['--user', '--preserve-credentials']),
    '--pid',
    `--target=${init}`,
  ];

  it('has orphans in there, and leaves the init that it was led to', async () => {
    const cell = await program('echo; read line', '/', [...apart, '--fork']);
    const [init = 0] = childrenOf(cell.root);
    const { family, root } = await program(
      '(setsid sleep 300 >&- 2>&- &); echo; read line',
      '/',
      enter(init),
    );
    const [inside = 0] = childrenOf(root);
    expect(initOf(inside)).toBe(init);
    const [orphan = 0] = childrenOf(init);
    expect(pids(family)).toEqual(sorted(root, inside, orphan));
    await endFamily(family, 10_000);
    expect(family.gone).toBe(true);
    expect(pids(cell.family)).toEqual(sorted(cell.root, init));
  });

  it('has an init that it started itself', async () => {
    const { family, root } = await program('echo; read line', '/', [...apart, '--fork']);
    const [init = 0] = childrenOf(root);
    expect(pids(family)).toEqual(sorted(root, init));
    await endFamily(family, 10_000);
    expect(family.gone).toBe(true);
  });
});
