import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../stage.ts';
import { look } from '../family/proc.ts';
import { mountLimited } from '../workspace/mount-limited.ts';
import { removeWorld } from '../workspace/remove-world.ts';
import { runContainer } from './containers.ts';
import { sweepEngines } from './end-engine.ts';
import { EngineClient } from './engine-client.ts';
import { enginesFolder } from './engine-folder.ts';
import { whyNoEngine } from './engine-programs.ts';
import { readState } from './engine-state.ts';
import { harnessProcess, kill, saidBy } from './fixtures/harness-process.ts';
import { machineNow, tracesOf } from './fixtures/traces.ts';
import { openEngine } from './open-engine.ts';
import { probePath } from './probe/probe-image.ts';
import { type ProbeReport, readProbe } from './probe/probe-report.ts';

const lacking = whyNoEngine();

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-engine-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function probe({ socket, image, label }: Engine, HostConfig = {}): Promise<ProbeReport> {
  using client = new EngineClient(socket);
  const engine = { image, label } as Engine;
  const ran = await runContainer(client, engine, { Image: image, Entrypoint: [probePath], HostConfig });
  if ('refused' in ran) throw new Error(ran.refused);
  return readProbe(ran.out);
}

/** Its folder and its control group, as soon as they are noted. */
async function noted(): Promise<{ readonly own: string; readonly cgroup: string }> {
  for (;;) {
    const [name] = existsSync(enginesFolder(folder)) ? readdirSync(enginesFolder(folder)) : [];
    const own = join(enginesFolder(folder), name ?? 'none');
    const state = readState(own);
    if (state !== undefined) return { own, cgroup: state.cgroup };
    await setTimeout(5);
  }
}

describe.skipIf(lacking !== undefined)(
  `an engine of its own${lacking ? ` (skipped: ${lacking})` : ''}`,
  () => {
    it('runs containers and is gone when it is disposed of, and the machine is as it was', async () => {
      const before = machineNow();
      const neighbour = `/run/docker-of-nobody-${process.pid}`;
      await writeFile(neighbour, '');
      try {
        const open = await openEngine({ folder });
        const { cgroup } = await noted();
        const seen = await probe(open.engine, { NetworkMode: 'host', CapDrop: ['ALL'] });
        expect(seen).toMatchObject({
          interfaces: ['lo'],
          seccomp: 2,
          capabilities: { effective: '0'.repeat(16) },
        });
        expect(readdirSync(`/proc/${open.engine.pid}/root/run`)).toContain('docker.sock');
        expect(existsSync(`/proc/${open.engine.pid}/root${neighbour}`)).toBe(false);
        expect(tracesOf(folder, cgroup).join('\n')).toMatch(/dockerd.*seatrial-/s);
        await open[Symbol.asyncDispose]();
        expect(tracesOf(folder, cgroup)).toEqual([]);
      } finally {
        await rm(neighbour);
      }
      expect(machineNow()).toEqual(before);
    });

    it('leaves nothing when its harness is killed amid containers, once another one starts', async () => {
      const before = machineNow();
      const child = harnessProcess('open', folder);
      const first = await saidBy<Engine>(child);
      const { cgroup } = await noted();
      expect(tracesOf(folder, cgroup).join('\n')).toMatch(/dockerd.*\/sys\/fs\/cgroup/s);
      await kill(child);
      await using second = await openEngine({ folder });
      expect(look(first.pid ?? 0)?.zombie ?? true).toBe(true);
      expect(tracesOf(folder, cgroup).filter(trace => trace.includes(cgroup))).toEqual([]);
      expect(readdirSync(enginesFolder(folder))).toHaveLength(1);
      await second[Symbol.asyncDispose]();
      expect(tracesOf(folder, cgroup)).toEqual([]);
      expect(machineNow()).toEqual(before);
    });

    it('leaves nothing when its harness is killed while it comes up', async () => {
      const child = harnessProcess('open', folder);
      const { own, cgroup } = await noted();
      while (!existsSync(join(own, 'data'))) await setTimeout(5);
      await kill(child);
      await sweepEngines(folder);
      expect(tracesOf(folder, cgroup)).toEqual([]);
    });

    it('is left alone by another one of the same folder', async () => {
      await using first = await openEngine({ folder });
      const second = await openEngine({ folder });
      expect(second.engine.socket).not.toBe(first.engine.socket);
      await second[Symbol.asyncDispose]();
      const { namespaces } = await probe(first.engine, { PidMode: 'host' });
      expect(namespaces).toHaveProperty('pid');
    });

    it('comes up in a folder so deep that no socket can be there', async () => {
      const tmp = join(folder, 'tmp');
      const deep = join(folder, 'd'.repeat(120));
      await Promise.all([mkdir(tmp), mkdir(deep)]);
      vi.stubEnv('TMPDIR', tmp);
      try {
        await using open = await openEngine({ folder: deep });
        expect(open.engine.socket.startsWith(tmp)).toBe(true);
        await probe(open.engine);
      } finally {
        vi.unstubAllEnvs();
      }
      expect(tracesOf(folder).filter(trace => !trace.startsWith('d'.repeat(120)))).toEqual([]);
    });

    it.each([
      ['before it is up', 32 * 1024, /did not come up: only \d+ KiB are free in/],
      ['when it gets its image', 512 * 1024, /image could not be imported: .*no space left on device/],
    ])('says that its disk is full %s, and leaves nothing', async (_, bytes, said) => {
      const disk = join(folder, 'disk');
      mountLimited(folder, disk, bytes);
      try {
        await expect(openEngine({ folder: disk })).rejects.toMatchObject({
          code: 'engine',
          message: expect.stringMatching(said),
        });
        expect(tracesOf(disk)).toEqual([]);
      } finally {
        removeWorld(disk);
      }
    });

    it('gives up when it is told to, and leaves nothing', async () => {
      const controller = new AbortController();
      const opening = openEngine({ folder, signal: controller.signal });
      const { cgroup } = await noted();
      controller.abort();
      await expect(opening).rejects.toThrow('it was interrupted');
      expect(tracesOf(folder, cgroup)).toEqual([]);
    });
  },
);

describe('an engine that can not have its folder', () => {
  it('is a fault that names the folder', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(openEngine({ folder: file })).rejects.toMatchObject({
      code: 'disk',
      message: expect.stringContaining(file),
    });
  });

  it('is a fault where others may write to it', async () => {
    await mkdir(enginesFolder(folder), { recursive: true });
    await chmod(enginesFolder(folder), 0o777);
    await expect(openEngine({ folder })).rejects.toThrow('others can write to it');
  });
});

describe('an engine that is named', () => {
  it('is a fault where nobody listens', async () => {
    const { code, message } = await openEngine({ folder, address: `unix://${folder}/none.sock` }).then(
      () => ({ code: '', message: '' }),
      error => error,
    );
    expect(code).toBe('engine');
    expect(message).toMatch(/did not answer GET \/version: connect ENOENT .*none\.sock/);
  });
});
