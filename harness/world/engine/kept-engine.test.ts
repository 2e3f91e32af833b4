import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../stage.ts';
import { createContainer } from './containers.ts';
import { sweepEngines } from './end-engine.ts';
import { EngineClient } from './engine-client.ts';
import { enginesFolder } from './engine-folder.ts';
import { endProcesses } from './engine-processes.ts';
import { whyNoEngine } from './engine-programs.ts';
import { isAlive } from './engine-state.ts';
import { harnessProcess, kill, saidBy } from './fixtures/harness-process.ts';
import { namesOn } from './fixtures/names-on.ts';
import { tracesOf } from './fixtures/traces.ts';
import { type StartedEngine, startKept, stopKept } from './kept-engine.ts';
import { findKept, type KeptEngine } from './kept-name.ts';
import { openEngine } from './open-engine.ts';

const lacking = whyNoEngine();

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-engine-test-'));
});
afterEach(async () => {
  await stopKept(folder);
  await rm(folder, { recursive: true, force: true });
});

async function kept(): Promise<KeptEngine> {
  const found = await findKept(folder);
  if (found === undefined) throw new Error('no engine is kept');
  return found;
}

describe.skipIf(lacking !== undefined)(
  `an engine that is kept${lacking ? ` (skipped: ${lacking})` : ''}`,
  () => {
    it('outlives who started it, is taken by whoever opens one there, and ends with all it has', async () => {
      const child = harnessProcess('keep', folder);
      const { address, fresh } = await saidBy<StartedEngine>(child);
      await once(child, 'exit');
      expect(fresh).toBe(true);
      const { state } = await kept();
      expect(await startKept(folder)).toEqual({ address, fresh: false });
      const first = await openEngine({ folder });
      const second = await openEngine({ folder });
      expect([first.engine.socket, second.engine.socket]).toEqual([state.socket, state.socket]);
      using client = new EngineClient(state.socket);
      for (const { engine } of [first, second])
        await createContainer(client, engine, { Image: engine.image, Cmd: ['id'] });
      await first[Symbol.asyncDispose]();
      // The image stays for those that are still there.
      expect(await namesOn(state.socket)).toMatchObject({
        containers: [second.engine.label],
        images: [expect.any(String)],
      });
      expect(await stopKept(folder)).toBe(true);
      expect(tracesOf(folder, state.cgroup)).toEqual([]);
      expect(await stopKept(folder)).toBe(false);
    });

    it('is cleared of what a harness left that was killed', async () => {
      await startKept(folder);
      const { socket } = (await kept()).state;
      const child = harnessProcess('open', folder);
      const { label } = await saidBy<Engine>(child);
      expect(await namesOn(socket)).toMatchObject({
        containers: [label, label, label],
        networks: [label],
        volumes: [label],
      });
      await kill(child);
      await using open = await openEngine({ folder });
      expect(open.engine.socket).toBe(socket);
      expect(await namesOn(socket)).toMatchObject({
        containers: [],
        networks: [],
        volumes: [],
        images: ['seatrial-probe'],
      });
    });

    it('is one, though two start one at once', async () => {
      const [first, second] = await Promise.all([startKept(folder), startKept(folder)]);
      expect(first.address).toBe(second.address);
      expect([first.fresh, second.fresh].filter(Boolean)).toHaveLength(1);
      expect(readdirSync(enginesFolder(folder))).toHaveLength(2);
    });

    it('is replaced when it has died, and nothing of it is left', async () => {
      const child = harnessProcess('keep', folder);
      await saidBy(child);
      await once(child, 'exit');
      const { state } = await kept();
      await endProcesses(state.cgroup);
      expect(await findKept(folder)).toBeUndefined();
      expect(await startKept(folder)).toMatchObject({ fresh: true });
      expect(tracesOf(folder, state.cgroup).filter(trace => trace.includes(state.cgroup))).toEqual([]);
    });

    it('ends at the next start of any other when its folder is no more', async () => {
      await startKept(folder);
      const { state } = await kept();
      await rm(enginesFolder(folder), { recursive: true });
      await sweepEngines(join(folder, 'elsewhere'));
      expect(isAlive(state)).toBe(false);
      expect(tracesOf(folder, state.cgroup)).toEqual([]);
    });
  },
);
