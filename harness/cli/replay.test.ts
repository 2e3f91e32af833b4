import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seatrial } from './fixtures/seatrial.ts';

const shipped = fileURLToPath(new URL('../../corpus/posture-checker', import.meta.url));
let folder: string;
let cases: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-cli-'));
  cases = join(folder, 'corpus/posture-checker');
  await mkdir(cases, { recursive: true });
  await cp(shipped, cases, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function firstCase(): Promise<{ readonly name: string; readonly path: string; readonly text: string }> {
  const [name = ''] = (await readdir(cases)).sort();
  const path = join(cases, name);
  return { name, path, text: await readFile(path, 'utf8') };
}

describe('replay', () => {
  it('holds for the corpus that ships, and counts it', async () => {
    const { exitCode, stdout } = await seatrial(['replay', '--json'], folder);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ fail: 0, broken: 0, faults: 0 });
    expect(document.hold).toBe((await readdir(cases)).length);
    expect(exitCode).toBe(0);
  }, 120_000);

  it('replays one case by its file', async () => {
    const { path } = await firstCase();
    const { stdout } = await seatrial(['replay', path, '--json'], folder);
    expect(JSON.parse(stdout)).toMatchObject({ total: 1, hold: 1 });
  });

  it('fails when a byte of a scenario was changed, and names the case; the others are still run', async () => {
    const { name, path, text } = await firstCase();
    const at = text.indexOf('"scenario"') + '"scenario": {'.length;
    const digit = text.slice(at).search(/[0-9]/) + at;
    await writeFile(path, text.slice(0, digit) + (text[digit] === '1' ? '2' : '1') + text.slice(digit + 1));
    const { exitCode, stdout } = await seatrial(['replay', '--json'], folder);
    const document = JSON.parse(stdout);
    expect(exitCode).toBe(3);
    expect(document.broken).toBe(1);
    expect(document.hold).toBe((await readdir(cases)).length - 1);
    expect(stdout).toContain(name);
  }, 120_000);

  it('fails when a mutant no longer dies', async () => {
    const { path, text } = await firstCase();
    const changed = JSON.parse(text);
    changed.expect.kills = [
      ...changed.expect.kills,
      'ipv6-at-first-colon',
      'port-by-prefix',
      'real-uid',
    ].filter((kill: string, at: number, all: string[]) => all.indexOf(kill) === at);
    await writeFile(path, JSON.stringify(changed));
    const { exitCode, stdout } = await seatrial(['replay', path], folder);
    expect(stdout).toMatch(/must die, but/);
    expect(exitCode).toBe(1);
  });

  it('does not take an empty corpus for one that holds', async () => {
    await rm(cases, { recursive: true });
    await mkdir(cases);
    const { exitCode, stderr } = await seatrial(['replay'], folder);
    expect(stderr).toBe('seatrial: there is no case to replay');
    expect(exitCode).toBe(2);
  });
});

describe('repro', () => {
  it('shows the scenario, the world, what happened and every property', async () => {
    const { path } = await firstCase();
    const { stdout, exitCode } = await seatrial(['repro', path], folder);
    for (const section of ['origin', 'scenario', 'world', 'what happened', 'properties']) {
      expect(stdout).toMatch(new RegExp(`^ {2}${section}$`, 'm'));
    }
    expect(stdout).toMatch(/✓ all \d+ properties hold$/);
    expect(exitCode).toBe(0);
  });

  it('leaves the world on disk when asked', async () => {
    const { path } = await firstCase();
    await seatrial(['repro', path, '--keep'], folder);
    const [world = ''] = await readdir(join(folder, '.seatrial/worlds'));
    expect((await readdir(join(folder, '.seatrial/worlds', world))).sort()).toEqual([
      'files',
      'observation.json',
      'scenario.json',
      'world.json',
    ]);
  });

  it('waits for a debugger with --inspect', async () => {
    const { path } = await firstCase();
    const running = seatrial(['repro', path, '--inspect'], folder);
    let seen = '';
    for await (const line of running.iterable({ from: 'stderr' })) {
      seen += line;
      if (line.includes('ws://127.0.0.1:')) running.kill('SIGKILL');
    }
    expect(seen).toContain('Debugger listening on ws://127.0.0.1:');
  });
});

describe('corpus', () => {
  it('takes a finding in under a readable name, minimises nothing that is minimal, and knows it the next time', async () => {
    await seatrial(['fuzz', 'posture-checker', '--impl', 'real-uid', '--runs', '500', '--seed', '3'], folder);
    const findings = join(folder, '.seatrial/findings/posture-checker/real-uid');
    const [finding = ''] = await readdir(findings);
    const file = join(findings, finding, 'case.json');
    const smaller = await seatrial(['minimize', file], folder);
    expect(smaller.exitCode).toBe(0);
    const added = await seatrial(['corpus', 'add', file, '--title', 'Real uid is not what counts'], folder);
    expect(added.stdout).toMatch(
      /^corpus\/posture-checker\/real-uid-is-not-what-counts\.json: added; it kills .*real-uid/,
    );
    const again = await seatrial(['corpus', 'add', file], folder);
    expect(again.stdout).toContain('is there already');
    expect(
      (await seatrial(['replay', 'corpus/posture-checker/real-uid-is-not-what-counts.json'], folder))
        .exitCode,
    ).toBe(0);
  }, 120_000);

  it('accepts a change by hand only when it is sealed', async () => {
    const { path, text } = await firstCase();
    const changed = JSON.parse(text);
    delete changed.digest;
    await writeFile(path, JSON.stringify(changed));
    expect((await seatrial(['replay', path], folder)).exitCode).toBe(3);
    expect((await seatrial(['corpus', 'seal', path], folder)).exitCode).toBe(0);
    expect((await seatrial(['replay', path], folder)).exitCode).toBe(0);
  }, 120_000);

  it('merges a corpus into itself without a change', async () => {
    const { stdout, exitCode } = await seatrial(['corpus', 'merge', 'corpus', '--json'], folder);
    expect(JSON.parse(stdout)).toMatchObject({ added: [], replaced: [], broken: [] });
    expect(exitCode).toBe(0);
  });

  it('prunes nothing that was written or comes from a seed', async () => {
    const { stdout } = await seatrial(['corpus', 'prune', '--dry-run', '--json'], folder);
    expect(JSON.parse(stdout)).toMatchObject({ dropped: [], done: false });
  });
});
