import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { version } from '../version.ts';
import { seatrial } from './fixtures/seatrial.ts';

const loops = fileURLToPath(new URL('./fixtures/loops.mjs', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.concurrent('a command line that can not be', () => {
  it.each([
    [['fuz'], /^seatrial: unknown command 'fuz'\n {2}\(Did you mean fuzz\?\)$/],
    [['fuzz', 'postur-checker'], /there is no target "postur-checker"\. Did you mean "posture-checker"\?$/],
    [
      ['fuzz', '--runs', 'many'],
      /'--runs <numbers>' argument 'many' is invalid\. Expected a whole number from 0/,
    ],
    [['fuzz', '--runs', '0'], /--runs 0: nothing would be run$/],
    [['fuzz', '--timeout', '50ms'], /Expected at least 250ms\.$/],
    [['fuzz', '--time', '60'], /Expected a number and a unit, such as 500ms, 60s, 1\.5m or 8h\.$/],
    [['fuzz', '--time', '1s', '--runs', '5'], /cannot be used with option/],
    [['fuzz', '--runs', '1,2'], /--runs 1,2: 2 numbers for \d+ targets$/],
    [['fuzz', '--seed', '1e3'], /Expected a whole number/],
    [
      ['fuzz', 'posture-checker', '--impl', 'real-uidd'],
      /no implementation "real-uidd"\. Did you mean "real-uid"\?$/,
    ],
    [['fuzz', '--impl', `module:${loops}`], /say of which target it is an implementation/],
    [['fuzz', 'posture-checker', '--impl', 'module:missing.mjs'], /there is no such file that can be read$/],
    [
      ['fuzz', 'posture-checker', '--impl', 'module:notes.txt'],
      /expected a file that ends in \.js, \.mjs, \.ts or \.mts$/,
    ],
    [['fuzz', '--without', 'no-such-property'], /there is no property "no-such-property"/],
    [['fuzz', '--report', 'junit=x'], /--report junit=x: expected ndjson=FILE/],
    [['fuzz', '--fidelity', 'dream'], /Allowed choices are model, process, kernel, container\.$/],
    [['repro', 'missing.json'], /missing\.json: there is no such file/],
    [['repro'], /missing required argument 'case'/],
    [['replay', 'missing.json'], /missing\.json: there is no such file$/],
    [['mutants', '--only', 'nobody'], /there is no mutant "nobody"/],
    [['mutants', '--only', 'or-true'], /--only or-true: it is a program\. Add --fidelity process$/],
    [['corpus', 'merge', 'nowhere'], /nowhere: there is no such folder$/],
    [['corpus', 'lst'], /unknown command 'lst'/],
  ])('%j: exit 2, one message on standard error, nothing on standard output', async (words, message) => {
    const { exitCode, stdout, stderr } = await seatrial(words, folder);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^seatrial: /);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });
});

describe('an error under --json', () => {
  it('is one document too, also where events want standard output', async () => {
    const { stdout } = await seatrial(['fuzz', '--json', '--report', 'ndjson=-'], folder);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { status: 2, message: expect.stringContaining('both want') },
    });
  });

  it('is one document too', async () => {
    const { exitCode, stdout } = await seatrial(['repro', 'missing.json', '--json'], folder);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { status: 2, message: expect.stringContaining('missing.json') },
    });
    expect(exitCode).toBe(2);
  });
});

describe('help', () => {
  it('names every command and the exit statuses', async () => {
    const { stdout, exitCode } = await seatrial([], folder);
    for (const name of [
      'fuzz',
      'replay',
      'repro',
      'minimize',
      'mutants',
      'stats',
      'corpus',
      'list',
      'engine',
      'doctor',
    ]) {
      expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    }
    expect(stdout).toContain('3 the harness could not do its work');
    expect(exitCode).toBe(0);
  });

  it.each(['fuzz', 'replay', 'repro', 'minimize', 'mutants', 'stats', 'corpus', 'list', 'engine', 'doctor'])(
    'of %s has an example',
    async name => {
      const { stdout, exitCode } = await seatrial([name, '--help'], folder);
      expect(stdout).toMatch(new RegExp(`Examples:\\n {2}seatrial ${name}`));
      expect(exitCode).toBe(0);
    },
  );

  it.each([['mutants', '--help'], ['list']])(
    'that nobody reads to its end is no accident: %s',
    async (...words) => {
      const command = seatrial(words, folder);
      command.stdout.destroy();
      expect(await command).toMatchObject({ exitCode: 0, stderr: '' });
    },
  );

  it('tells the version', async () => {
    expect((await seatrial(['--version'], folder)).stdout).toBe(version);
  });
});
