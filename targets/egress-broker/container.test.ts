import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownProgram } from '../../harness/engine/own-program.ts';
import { judge } from '../../harness/judge/judge.ts';
import { observed, type Stage } from '../../harness/stage.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { labelName } from '../../harness/world/engine/containers.ts';
import { whyNoEngine } from '../../harness/world/engine/engine-programs.ts';
import { type TestEngine, testEngine } from '../../harness/world/engine/fixtures/test-engine.ts';
import { command } from './command.ts';
import { python } from './container/contained-child.ts';
import { container } from './container.ts';
import { ask, calm, send } from './examples.ts';
import { keyStaysOutOfTheChild } from './properties/key-stays-out-of-the-child.ts';
import type { Scenario } from './scenario.ts';
import { target } from './target.ts';

const limitMs = 120_000;
const why = whyNoEngine() ?? (existsSync(python) ? undefined : `needs ${python}`);
const skipped = why === undefined ? '' : ` (skipped: ${why})`;

describe.skipIf(why !== undefined)(`a broker whose child lives in a container${skipped}`, () => {
  let own: TestEngine;
  beforeAll(async () => {
    own = await testEngine();
  }, limitMs);
  afterAll(() => own[Symbol.asyncDispose](), limitMs);

  async function run(scenario: Scenario, name = 'reference') {
    const source = ownProgram(target, name);
    if (source === undefined) throw new Error(`${name} is no program`);
    const settings = { ...realSettings(), fidelity: 'container' as const, engine: own.engine };
    const contained = (value: Scenario, stage: Stage) =>
      container.run(value, { ...stage, engine: own.engine });
    await using program = new CommandImplementation(name, { ...command, run: contained }, source, settings);
    const came = await program.run(scenario);
    return { came, verdict: judge(target, scenario, came) };
  }

  async function brokenBy(name: string, scenario: Scenario): Promise<readonly string[]> {
    const { verdict } = await run(scenario, name);
    return verdict.kind === 'violation' ? verdict.violations.map(({ property }) => property) : [];
  }

  it(
    'hands descriptor 3 on into it, without a network and without the key',
    async () => {
      const scenario: Scenario = { ...calm, planted: 'other-variable' };
      const { came, verdict } = await run(scenario);
      expect(verdict).toEqual({ kind: 'pass' });
      const { starts, streams, connections } = observed(came);
      expect(streams[0]?.received).toContain('<reply to r1>');
      expect(connections[0]?.bytes).toContain(`app_key=${scenario.keys[0]} `);
      const [start] = starts;
      expect(start?.end).toEqual({ kind: 'exited', status: 0 });
      expect(start?.inherited).toBe(0);
      const [inspected = '', afterwards = ''] = start?.toldByEngine ?? [];
      for (const text of [inspected, afterwards]) {
        expect(JSON.parse(text)).toMatchObject({
          HostConfig: { NetworkMode: 'none', ReadonlyRootfs: true },
          Config: { User: expect.stringMatching(/^\d+:\d+$/) },
        });
        expect(text).toContain('FLASHDUTY_CRED_FD=3');
        expect(text).not.toContain(scenario.keys[0]);
      }
      // From outside: its first process, the receiver, and the child itself.
      const words = (start?.processes ?? []).map(one => one.arguments.join(' '));
      expect(words.filter(text => text.includes('docker-init')).length).toBeGreaterThan(0);
      expect(words.filter(text => text.includes('actor/main.')).length).toBeGreaterThan(1);
    },
    limitMs,
  );

  it(
    'ends as the child does, by its status or its signal',
    async () => {
      for (const [action, status] of [
        [{ do: 'exit', status: 7 }, 7],
        [{ do: 'die', signal: 'SIGKILL' }, 137],
      ] as const) {
        const { came, verdict } = await run({ ...calm, actions: [ask, { do: 'fork' }, action] });
        expect(verdict).toEqual({ kind: 'pass' });
        expect(observed(came).starts[0]).toMatchObject({
          childStatus: status,
          end: { kind: 'exited', status },
        });
      }
    },
    limitMs,
  );

  it(
    'starts none where it has no key',
    async () => {
      const { came, verdict } = await run({ ...calm, keyFile: 'missing', actions: [ask] });
      expect(verdict).toEqual({ kind: 'pass' });
      expect(observed(came).starts[0]).toMatchObject({ childStatus: undefined, processes: [] });
    },
    limitMs,
  );

  it(
    'is found out when the key is in the environment or the arguments that the container is made with',
    async () => {
      expect(await brokenBy('exported-key', calm)).toContain(keyStaysOutOfTheChild.name);
      expect(await brokenBy('key-in-words', calm)).toContain(keyStaysOutOfTheChild.name);
    },
    limitMs,
  );

  it(
    'is found out by what the engine tells alone',
    async () => {
      const observation = observed((await run({ ...calm, actions: [ask, send({})] })).came);
      expect(keyStaysOutOfTheChild.check(calm, observation)).toEqual({ holds: true });
      const starts = observation.starts.map(start => ({
        ...start,
        toldByEngine: [`{"Env":["K=${start.key}"]}`],
      }));
      expect(keyStaysOutOfTheChild.check(calm, { ...observation, starts })).toMatchObject({ holds: false });
    },
    limitMs,
  );

  it(
    'is told to stop, and has the container told in turn',
    async () => {
      for (const [ignored, status] of [
        [false, 143],
        [true, 137],
      ] as const) {
        const actions: Scenario['actions'] = [
          ask,
          send({ reply: { kind: 'silent' } }),
          { do: 'stop', ignored },
        ];
        const { came, verdict } = await run({ ...calm, actions });
        expect(verdict).toEqual({ kind: 'pass' });
        expect(observed(came).starts[0]).toMatchObject({
          childStatus: status,
          stop: { connections: 0, streams: 0 },
        });
      }
    },
    limitMs,
  );

  it('leaves nothing on the engine', async () => {
    const query = { all: true, filters: JSON.stringify({ label: [labelName] }) };
    expect(await own.client.get({ path: '/containers/json', query })).toEqual([]);
  });
});
