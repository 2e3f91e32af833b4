import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seatrial } from './fixtures/seatrial.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const mutant = [
  'config-refresher',
  '--impl',
  'truncate-then-filter',
  '--runs',
  '300',
  '--seed',
  '7',
] as const;

function cases(root: string): Record<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('case.json'),
  );
  return Object.fromEntries(names.sort().map(name => [name, readFileSync(join(root, name), 'utf8')]));
}

describe('fuzz', () => {
  it('exits 0 and says how to have the same again when nothing is found', async () => {
    const { exitCode, stdout } = await seatrial(['fuzz', '--runs', '200', '--seed', '5'], folder);
    expect(stdout).toContain('nothing new found');
    expect(stdout).toContain('again, exactly: seatrial fuzz --seed 5 --runs 200,200,200');
    expect(exitCode).toBe(0);
  }, 120_000);

  it('exits 1 for a mutant, stores what it found, and prints the line that reproduces it', async () => {
    const { exitCode, stdout } = await seatrial(['fuzz', ...mutant], folder);
    expect(exitCode).toBe(1);
    const [, line = ''] = /npx seatrial (repro \S+)/.exec(stdout) ?? [];
    const repro = await seatrial(line.split(' '), folder);
    expect(repro.exitCode).toBe(1);
    expect(repro.stdout).toMatch(/✗ target-is-old-or-complete|properties broken/);
  }, 120_000);

  it('writes the same bytes each time, whatever the number of jobs', async () => {
    await seatrial(['fuzz', ...mutant, '--jobs', '1'], folder);
    const first = cases(join(folder, '.seatrial/findings'));
    await rm(join(folder, '.seatrial'), { recursive: true });
    await seatrial(['fuzz', ...mutant, '--jobs', '2'], folder);
    expect(Object.keys(first).length).toBeGreaterThan(0);
    expect(cases(join(folder, '.seatrial/findings'))).toEqual(first);
  }, 120_000);

  it('prints one JSON document and nothing else to standard output', async () => {
    const { stdout, stderr } = await seatrial(['fuzz', ...mutant, '--json'], folder);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ seed: 7, interrupted: false, faults: [] });
    expect(document.findings.length).toBeGreaterThan(0);
    expect(stderr).toContain('truncate-then-filter');
  }, 120_000);

  it('writes its events as NDJSON', async () => {
    await seatrial(['fuzz', ...mutant, '--report', 'ndjson=events.ndjson'], folder);
    const lines = readFileSync(join(folder, 'events.ndjson'), 'utf8').trimEnd().split('\n');
    const events = lines.map(line => JSON.parse(line));
    expect(events[0]).toMatchObject({ v: 1, type: 'campaign-started', seed: 7 });
    expect(events.at(-1)).toMatchObject({ type: 'campaign-finished' });
    expect(events.filter(({ type }) => type === 'finding').length).toBeGreaterThan(0);
  }, 120_000);

  it('ends on time with the scenario as a finding when an implementation in process never comes back', async () => {
    const loops = fileURLToPath(new URL('./fixtures/loops.mjs', import.meta.url));
    const began = performance.now();
    const { exitCode, stdout } = await seatrial(
      ['fuzz', 'posture-checker', '--impl', `module:${loops}`, '--time', '3s', '--timeout', '500ms'],
      folder,
    );
    expect(stdout).toMatch(/posture-checker · hang/);
    expect(stdout).toContain('did not come to an end within 500 ms');
    expect(exitCode).toBe(1);
    expect(performance.now() - began).toBeLessThan(90_000);
  }, 120_000);

  it('ends in order at Ctrl-C: findings kept, summary printed, exit 130', async () => {
    const running = seatrial(
      ['fuzz', 'config-refresher', '--impl', 'truncate-then-filter', '--time', '10m', '--seed', '7'],
      folder,
    );
    for await (const line of running.iterable()) {
      if (line.includes('npx seatrial repro')) running.kill('SIGINT');
    }
    const { exitCode, signal } = await running;
    expect({ exitCode, signal }).toEqual({ exitCode: 130, signal: undefined });
    expect(Object.keys(cases(join(folder, '.seatrial/findings'))).length).toBeGreaterThan(0);
  }, 120_000);

  it('calls a folder that can not be written a fault of the harness, not a finding', async () => {
    await writeFile(join(folder, '.seatrial'), 'in the way');
    await chmod(join(folder, '.seatrial'), 0o444);
    const { exitCode, stdout, stderr } = await seatrial(['fuzz', ...mutant], folder);
    expect(stderr).toMatch(/^seatrial: findings can't be stored in /);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
  }, 120_000);
});
