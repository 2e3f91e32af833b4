import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { descriptorLimitOf, descriptorsOf, limitDescriptors } from '../descriptors.ts';
import { containments, Trial } from './fixtures/trial.ts';

const stays = "trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.01; done";

describe.each(containments)('a program that stays, contained by $kind', containment => {
  let trial: Trial;
  beforeAll(() => {
    trial = new Trial(containment);
  });
  afterAll(() => trial[Symbol.dispose]());

  it('is read while it runs, known by its process, and ended by a signal', async () => {
    const seen: unknown[] = [];
    const { end, out, leftBehind, alive } = await trial.run(['/bin/bash', '-c', stays], {
      attend: async running => {
        seen.push(await running.line(), running.over);
        seen.push(readFileSync(`/proc/${running.pid}/cmdline`, 'latin1').split('\0')[0]);
        running.signal('SIGTERM');
        seen.push(await running.line(), await running.line());
        await running.ended;
        running.signal('SIGTERM');
        seen.push(running.over);
      },
    });
    expect(seen).toEqual(['ready', false, '/bin/bash', 'bye', undefined, true]);
    expect({ end, out: out.text, leftBehind, alive }).toEqual({
      end: { kind: 'exited', status: 0 },
      out: 'ready\nbye\n',
      leftBehind: 0,
      alive: [],
    });
  });

  it('has others started beside it, in its namespaces', async () => {
    const spaces: (readonly string[])[] = [];
    await trial.run(['/bin/bash', '-c', stays], {
      attend: async ({ pid, line, beside, signal }) => {
        await line();
        const [program, ...words] = beside(['/usr/bin/readlink', '/proc/self/ns/pid', '/proc/self/ns/net']);
        const { stdout } = spawnSync(program, words, { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } });
        spaces.push(stdout.trim().split('\n'));
        spaces.push(['pid', 'net'].map(name => readlinkSync(`/proc/${pid}/ns/${name}`)));
        signal('SIGTERM');
      },
    });
    expect(spaces[0]).toEqual(spaces[1]);
    expect(spaces[0]).toHaveLength(2);
  });

  it('that is let go on goes on to its limit', async () => {
    let came: string | undefined = 'nothing yet';
    const { end, alive } = await trial.run(['/bin/bash', '-c', 'echo ready; exec sleep 60'], {
      limitMs: 400,
      attend: async running => {
        await running.line();
        came = await running.line(1);
      },
    });
    expect({ end, came, alive }).toEqual({
      end: { kind: 'timed-out', limitMs: 400 },
      came: undefined,
      alive: [],
    });
  });

  it('that ends by itself ends the wait for its next line', async () => {
    const lines: unknown[] = [];
    const go = join(trial.worlds.folder, 'go');
    const script = 'until [ -e "$0" ]; do sleep 0.01; done; printf "one\\ntwo\\nhalf"; exit 3';
    const { end } = await trial.run(['/bin/sh', '-c', script, go], {
      attend: async running => {
        writeFileSync(go, '');
        for (let line = await running.line(); line !== undefined; line = await running.line())
          lines.push(line);
      },
    });
    expect({ end, lines }).toEqual({ end: { kind: 'exited', status: 3 }, lines: ['one', 'two'] });
  });

  it('is ended when the one who attends to it fails, and that is told', async () => {
    const failing = trial.run(['/bin/bash', '-c', stays], {
      attend: async running => {
        await running.line();
        throw new Error('cannot look');
      },
    });
    await expect(failing).rejects.toThrow('cannot look');
    const { alive, end } = await trial.run(['/bin/true']);
    expect({ end, alive }).toEqual({ end: { kind: 'exited', status: 0 }, alive: [] });
  });

  it('has its descriptors counted, and limited', async () => {
    const script =
      ': >input; exec 7<input 2>&-; echo open; until [ -e go ]; do :; done; until : 8<input; do :; done; echo again; exec sleep 60';
    const open: number[] = [];
    let limits: readonly unknown[] = [];
    await trial.run(['/bin/bash', '-c', script], {
      attend: async ({ pid, line, signal, ended }) => {
        await line();
        const found = descriptorsOf(pid) ?? [];
        open.push(...found.filter(({ to }) => to.endsWith('/input')).map(({ number }) => number));
        const before = descriptorLimitOf(pid) ?? 0;
        limitDescriptors(pid, 3);
        limits = [before > 3, descriptorLimitOf(pid)];
        writeFileSync(`/proc/${pid}/cwd/go`, '\n');
        expect(await line(50)).toBeUndefined();
        limitDescriptors(pid, before);
        expect(await line()).toBe('again');
        signal('SIGKILL');
        await ended;
      },
    });
    expect({ open, limits }).toEqual({ open: [7], limits: [true, 3] });
    expect(descriptorsOf(2 ** 30)).toBeUndefined();
  });
});
