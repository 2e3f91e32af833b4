import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seatrial } from './fixtures/seatrial.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-cli-'));
  // Programs run as other users too.
  await chmod(folder, 0o755);
  await writeFile(join(folder, 'tells.sh'), '#!/bin/sh\nenv >&2\ncat /proc/$PPID/environ >&2\nexit 3\n', {
    mode: 0o755,
  });
  await writeFile(join(folder, 'plain.sh'), '#!/bin/sh\nexit 0\n', { mode: 0o644 });
});
afterAll(() => rm(folder, { recursive: true }));

const limitMs = 120_000;

async function everythingIn(path: string): Promise<string> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile());
  return (await Promise.all(files.map(file => readFile(join(file.parentPath, file.name), 'utf8')))).join(
    '\n',
  );
}

describe('a program under test', () => {
  it(
    'finds nothing of the caller in its environment, and no case, report or event tells of it',
    async () => {
      const secret = 'planted-2f7c1d';
      const { exitCode, stdout, stderr } = await seatrial(
        [
          ...['fuzz', 'posture-checker', '--impl', 'cmd:./tells.sh', '--runs', '12', '--seed', '4'],
          ...['--report', 'ndjson=events.ndjson'],
        ],
        folder,
        { CI_JOB_TOKEN: secret },
      );
      expect(stderr).toBe('');
      expect(exitCode).toBe(1);
      const kept = await everythingIn(join(folder, '.seatrial'));
      const events = await readFile(join(folder, 'events.ndjson'), 'utf8');
      expect(kept).toContain('"implementation": "tells"');
      const [, line = ''] = /npx seatrial (repro \S+ --impl \S+ --fidelity process)/.exec(stdout) ?? [];
      const again = await seatrial([...line.split(' '), '--json'], folder, { CI_JOB_TOKEN: secret });
      // The program tells of its environment, and what it tells is shown: it was there to be seen.
      expect(again.stdout).toContain('HOME=');
      expect([stdout, kept, events, again.stdout].filter(text => text.includes(secret))).toEqual([]);
    },
    limitMs,
  );

  it(
    'has a name in the configuration, and is reproduced by the line that its finding gives',
    async () => {
      await writeFile(
        join(folder, 'seatrial.config.json'),
        JSON.stringify({
          implementations: { mine: { target: 'posture-checker', command: 'cmd:./tells.sh' } },
        }),
      );
      const fuzzed = await seatrial(
        ['fuzz', 'posture-checker', '--impl', 'mine', '--runs', '3', '--seed', '4'],
        folder,
      );
      expect(fuzzed.exitCode).toBe(1);
      const [, line = ''] =
        /npx seatrial (repro \S+case\.json --impl mine --fidelity process)/.exec(fuzzed.stdout) ?? [];
      const again = await seatrial(line.split(' '), folder);
      expect(again.exitCode).toBe(1);
      expect(again.stdout).toContain('exit-is-0-or-2');
      await rm(join(folder, 'seatrial.config.json'));
    },
    limitMs,
  );
});

describe.concurrent('a program that can not be fuzzed', () => {
  it.each([
    [['--impl', 'cmd:./plain.sh'], /the program is not executable\. Run: chmod \+x plain\.sh$/],
    [['--impl', 'cmd:./missing.sh'], /there is no program .*missing\.sh$/],
    [['--impl', "cmd:'open"], /quote/],
    [['--impl', 'cmd:'], /the command is empty$/],
    [['--impl', 'bash:plain.sh'], /it names no function\. Expected bash:FILE#FUNCTION$/],
    [['--impl', 'cmd:./tells.sh', '--fidelity', 'model'], /a program can't be run in process/],
    [['--impl', 'serve:./tells.sh', '--fidelity', 'kernel'], /it takes cmd:, not serve: or bash:$/],
    [['--impl', 'early-return', '--fidelity', 'process'], /there is no implementation "early-return"/],
    [['--persistence', 'posix'], /--persistence goes with --crash$/],
  ])('%j: exit 2, and what to do', async (words, message) => {
    const { exitCode, stdout, stderr } = await seatrial(['fuzz', 'posture-checker', ...words], folder);
    expect(stderr).toMatch(message);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });

  it('is one of a target that ends in no container', async () => {
    const { exitCode, stderr } = await seatrial(
      ['fuzz', 'config-refresher', '--fidelity', 'container'],
      folder,
    );
    expect(stderr).toMatch(/config-refresher runs at fidelity model and process and kernel only$/);
    expect(exitCode).toBe(2);
  });

  it(
    'is a fault of the harness where no run could prove anything',
    async () => {
      await writeFile(join(folder, 'strange.sh'), '#!/nonexistent/interpreter\n', { mode: 0o755 });
      const { exitCode, stdout } = await seatrial(
        ['fuzz', 'posture-checker', '--impl', 'cmd:./strange.sh', '--runs', '5'],
        folder,
      );
      expect(stdout.replace(/\s+/g, ' ')).toContain('every run was rejected, so this proves nothing');
      expect(exitCode).toBe(3);
    },
    limitMs,
  );

  it.runIf(process.geteuid?.() === 0)(
    'says so where it is out of the reach of the users that it is run as (only root runs it as others)',
    async () => {
      await mkdir(join(folder, 'closed'), { mode: 0o700 });
      await writeFile(join(folder, 'closed/check.sh'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
      const { exitCode, stdout } = await seatrial(
        ['fuzz', 'posture-checker', '--impl', 'cmd:./closed/check.sh', '--runs', '2', '--seed', '4'],
        folder,
      );
      expect(stdout.replace(/\s+/g, ' ')).toContain("can't read");
      expect(exitCode).toBe(3);
    },
    limitMs,
  );
});
