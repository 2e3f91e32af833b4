import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cgroupsOf } from '../world/engine/cgroups.ts';
import { enginesFolder } from '../world/engine/engine-folder.ts';
import { whyNoEngine } from '../world/engine/engine-programs.ts';
import { readState } from '../world/engine/engine-state.ts';
import { tracesOf } from '../world/engine/fixtures/traces.ts';
import { stopKept } from '../world/engine/kept-engine.ts';
import { seatrial } from './fixtures/seatrial.ts';

const lacking = whyNoEngine();

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-engine-command-'));
});
afterEach(async () => {
  await stopKept(folder);
  await rm(folder, { recursive: true });
});

const fuzz = ['fuzz', 'compose-assembler', '--fidelity', 'container', '--runs', '500', '--jobs', '1'];

async function whileItComesUp(): Promise<string> {
  for (;;) {
    const names = existsSync(enginesFolder(folder)) ? readdirSync(enginesFolder(folder)) : [];
    const state = readState(join(enginesFolder(folder), names[0] ?? 'none'));
    if (state !== undefined) return state.cgroup;
    await setTimeout(5);
  }
}

/** A container's group is named after it. */
function hasContainer(group: string): boolean {
  return readdirSync(group).some(name => /^[0-9a-f]{64}$/.test(name));
}

describe.skipIf(lacking !== undefined)(`seatrial engine${lacking ? ` (skipped: ${lacking})` : ''}`, () => {
  it('starts one that stays, says where it is, and stops it', async () => {
    expect(await seatrial(['engine', 'status'], folder)).toMatchObject({
      exitCode: 1,
      stdout: 'none runs in this folder',
    });
    const started = await seatrial(['engine', 'start', '--json'], folder);
    const { address } = JSON.parse(started.stdout);
    expect(started).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await seatrial(['engine', 'start'], folder)).stdout).toBe(`runs already: ${address}`);
    const status = await seatrial(['engine', 'status', '--json'], folder);
    expect(JSON.parse(status.stdout)).toMatchObject({
      running: true,
      address,
      version: expect.stringMatching(/^\d/),
    });
    expect(await seatrial(['engine', 'stop'], folder)).toMatchObject({ exitCode: 0, stdout: 'stopped' });
    expect(tracesOf(folder)).toEqual([]);
    expect(JSON.parse((await seatrial(['engine', 'stop', '--json'], folder)).stdout)).toEqual({
      running: false,
    });
  });

  it.each([
    ['engine start', ['engine', 'start'], 'SIGINT', 130],
    ['a campaign', fuzz, 'SIGTERM', 143],
  ] as const)(
    'is given up when %s is interrupted while it comes up, and nothing is left',
    async (_, words, signal, exitCode) => {
      const running = seatrial(words, folder);
      const cgroup = await whileItComesUp();
      running.kill(signal);
      expect((await running).exitCode).toBe(exitCode);
      expect(tracesOf(folder, cgroup)).toEqual([]);
    },
  );

  it('is ended by Ctrl-C amid a campaign, when that has ended in order', async () => {
    const running = seatrial([...fuzz, '--no-color'], folder);
    const cgroup = await whileItComesUp();
    while (!cgroupsOf(cgroup).some(hasContainer)) await setTimeout(20);
    running.kill('SIGINT');
    expect((await running).exitCode).toBe(130);
    expect(tracesOf(folder, cgroup).filter(trace => !trace.startsWith('.seatrial/'))).toEqual([]);
    expect(readdirSync(enginesFolder(folder))).toEqual([]);
  });

  it("is a fault of the harness where it can't have its folder", async () => {
    await writeFile(join(folder, '.seatrial'), '');
    expect(await seatrial(['engine', 'start'], folder)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining(`no engine can have its folder in ${enginesFolder(folder)}`),
    });
  });
});

describe('seatrial engine without more words', () => {
  it('prints its help, and is a mistake', async () => {
    const { exitCode, stderr } = await seatrial(['engine'], folder);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^Usage: seatrial engine .*1 none does\.$/s);
  });
});

describe('an engine that is named on the command line', () => {
  it.each(['tcp://127.0.0.1:2375', 'unix://docker.sock', '/run/docker.sock', ''])(
    'has an address, which %s is not',
    async address => {
      const came = await seatrial([...fuzz, '--engine', address], folder);
      expect(came).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('unix:///run/docker.sock') });
    },
  );

  it.skipIf(process.platform !== 'linux')(
    'is a fault of the harness where nobody listens (skipped where there is no Linux)',
    async () => {
      const came = await seatrial([...fuzz, '--engine', `unix://${folder}/none.sock`], folder);
      expect(came).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('none.sock') });
    },
  );
});
