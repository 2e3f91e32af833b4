import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beyond } from '../identity/capability-set.ts';
import { identityFacts } from '../identity/identity-facts.ts';
import { createContainer, removeContainer, runContainer } from './containers.ts';
import { whyNoEngine } from './engine-programs.ts';
import { namesOn } from './fixtures/names-on.ts';
import { type TestEngine, testEngine } from './fixtures/test-engine.ts';

const lacking = whyNoEngine();
/** CAP_AUDIT_READ; the next ones came with Linux 5.8. */
const lastThatAllKnow = 37;

describe.skipIf(lacking !== undefined)(`a container${lacking ? ` (skipped: ${lacking})` : ''}`, () => {
  let test: TestEngine;
  beforeAll(async () => {
    test = await testEngine();
  });
  afterAll(() => test[Symbol.asyncDispose]());

  const run = (words: readonly string[], HostConfig = {}, limitMs?: number) =>
    runContainer(test.client, test.engine, { Image: test.engine.image, Cmd: words, HostConfig }, limitMs);
  const left = async () => (await namesOn(test.engine.socket)).containers;

  it('tells how it ended and what it wrote on which output, and is gone', async () => {
    const came = await run(['sh', '-c', 'echo out; echo err >&2; exit 7']);
    expect(came).toMatchObject({ status: 7, out: 'out\n', err: 'err\n' });
    expect(await left()).toEqual([]);
  });

  it.each([
    ['has no such program', ['nothing'], {}, /executable file not found/],
    ['may not have what it asks for', ['id'], { CapAdd: ['NOTHING'] }, /unknown capability/i],
    ['has an option that nobody knows', ['id'], { SecurityOpt: ['nothing=1'] }, /security/i],
    [
      'mounts what is not there',
      ['id'],
      { Mounts: [{ Type: 'bind', Source: '/nothing', Target: '/a' }] },
      /does not exist/,
    ],
  ])('that %s is refused in the words of the engine, and is gone', async (_, words, host, said) => {
    expect(await run(words, host)).toEqual({ refused: expect.stringMatching(said) });
    expect(await left()).toEqual([]);
  });

  it.each([
    ['is privileged', { Privileged: true }],
    ['gets every capability', { CapAdd: ['ALL'] }],
  ])('that %s has every one that this machine has, whatever root lacks here', async (_, host) => {
    const came = await run(['grep', 'CapBnd', '/proc/self/status'], host);
    expect(came).toMatchObject({ status: 0 });
    const [, seen = ''] = /CapBnd:\s*(\S+)/.exec('out' in came ? came.out : '') ?? [];
    const own = identityFacts().own.bounding;
    // What an engine before 23 does not know is no part of all for it.
    expect(beyond(own, seen).filter(number => number <= lastThatAllKnow)).toEqual([]);
    expect(beyond(seen, own)).toEqual([]);
  });

  it('that does not end in time is a fault of the harness, and is gone', async () => {
    await expect(run(['sleep', '60'], {}, 300)).rejects.toMatchObject({ code: 'engine' });
    expect(await left()).toEqual([]);
  });

  it('that is gone already can be removed', async () => {
    const { client, engine } = test;
    const id = await createContainer(client, engine, { Image: engine.image, Cmd: ['id'] });
    if (typeof id !== 'string') throw new Error(id.refused);
    await removeContainer(client, id);
    await removeContainer(client, id);
  });

  it('is a fault of the harness when its engine dies meanwhile', async () => {
    await using other = await testEngine();
    const { engine, client } = other;
    const running = runContainer(client, engine, { Image: engine.image, Cmd: ['sleep', '60'] });
    const isRunning = async (): Promise<boolean> =>
      (await client.get<readonly unknown[]>({ path: '/containers/json' })).length > 0;
    while (!(await isRunning())) await setTimeout(10);
    process.kill(engine.pid ?? 0, 'SIGKILL');
    await expect(running).rejects.toMatchObject({ code: 'engine' });
  });
});
