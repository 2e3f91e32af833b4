import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { againLine } from './again-line.ts';
import { loadConfig } from './config/load-config.ts';
import { containersToo } from './containers-too.ts';
import { seatrial } from './fixtures/seatrial.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const tsx = createRequire(import.meta.url).resolve('tsx');
let folder: string;
const having = 'session-gc';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The command line where no engine can be started: root without a right that it takes, or no root at all. */
function withoutEngine(words: readonly string[]) {
  const node = [process.execPath, '--import', tsx, main, ...words] as const;
  const root = process.geteuid?.() === 0;
  const [file, ...rest] = root ? (['setpriv', '--bounding-set=-sys_admin', ...node] as const) : node;
  return execa(file, rest, { cwd: folder, reject: false, stdin: 'ignore' });
}

describe('time in containers beside everything else', () => {
  it('is skipped in one line where there is no engine, and everything else goes on', async () => {
    const words = ['fuzz', having, '--runs', '20', '--seed', '1', '--container-time', '5s'];
    const { stdout, stderr, exitCode } = await withoutEngine(words);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout.match(/skipped .*/g)).toEqual([
      expect.stringMatching(new RegExp(`^skipped ${having}: --fidelity container needs .+`)),
    ]);
    expect(stdout).toMatch(/20 runs/);
    expect(stdout).toMatch(new RegExp(`again, exactly: seatrial fuzz ${having} --seed 1 --runs 20$`, 'm'));
  }, 120_000);

  it('is an error there when nothing else was asked for', async () => {
    const words = ['fuzz', having, '--fidelity', 'container', '--container-time', '5s'];
    const { stderr, exitCode } = await withoutEngine(words);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^seatrial: --fidelity container needs /);
  }, 120_000);

  it('is an error for what is never run in containers, unless only the configuration gives it', async () => {
    const config = await loadConfig(folder, []);
    const options = { targets: ['config-refresher'], config };
    expect(await containersToo(options, { asked: undefined, configured: 1_000 })).toEqual({
      kind: 'nothing',
    });
    await expect(containersToo(options, { asked: 1_000, configured: undefined })).rejects.toThrow(
      /--container-time: nothing of what is run here/,
    );
  }, 60_000);

  it('is not said twice', async () => {
    const words = ['fuzz', having, '--fidelity', 'container', '--container-time', '5s', '--runs', '9'];
    const { stderr, exitCode } = await seatrial(words, folder);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/--container-time: with --fidelity container, --runs or --time says it/),
    });
  }, 120_000);

  it('and the engine are said again in the line that does the same again', () => {
    const options = { without: [], engine: 'unix:///run/other.sock', containerTime: 90_000 };
    expect(againLine(['session-gc'], options, 7, [500, 20])).toBe(
      'seatrial fuzz session-gc --engine unix:///run/other.sock --container-time 90000ms --seed 7 --runs 500,20',
    );
  });
});
