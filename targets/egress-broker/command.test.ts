import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { ownProgram } from '../../harness/engine/own-program.ts';
import { runOnce } from '../../harness/judge/judge.ts';
import { observed } from '../../harness/stage.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { command } from './command.ts';
import { ask, calm, calmReply, send } from './examples.ts';
import type { Scenario } from './scenario.ts';
import { target } from './target.ts';

const limitMs = 60_000;
const canPass = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);
const why = canPass ? '' : ' (skipped: descriptors are passed on Linux, x64 or arm64)';
const isRoot = process.geteuid?.() === 0;

describe.runIf(canPass)(`a real broker with a real child${why}`, () => {
  const source = ownProgram(target as Parameters<typeof ownProgram>[0], 'reference');
  if (source === undefined) throw new TypeError('the reference is no program');
  const program = new CommandImplementation('reference', command, source, realSettings());
  afterAll(() => program[Symbol.asyncDispose]());

  it(
    'whose environment shows the way to the broker and no key',
    async () => {
      const scenario: Scenario = {
        ...calm,
        planted: 'other-variable',
        actions: [ask, send({}), { do: 'fork' }],
      };
      const { starts, streams, connections } = observed(await program.run(scenario));
      const [start] = starts;
      expect(start?.processes.length).toBeGreaterThanOrEqual(2);
      for (const { environment } of start?.processes ?? []) {
        expect(environment).toMatchObject({
          FLASHDUTY_CRED_FD: '3',
          FLASHDUTY_BASE_URL: 'http://broker.invalid',
        });
        expect(JSON.stringify(environment)).not.toContain(scenario.keys[0]);
      }
      expect(start?.inherited).toBe(0);
      expect(start?.end).toEqual({ kind: 'exited', status: 0 });
      expect(streams[0]?.received).toContain('<reply to r1>');
      expect(connections[0]?.bytes).toContain(`app_key=${scenario.keys[0]} `);
    },
    limitMs,
  );

  it.runIf(isRoot)(
    `who can not read its memory${isRoot ? '' : ' (skipped: only root starts it as a user without capabilities)'}`,
    async () => {
      const { starts } = observed(await program.run(calm));
      expect(starts[0]?.readable).toBe(false);
    },
    limitMs,
  );

  it.each<[string, Scenario]>([
    [
      'that sends what is no request',
      {
        ...calm,
        actions: [
          { do: 'ask', record: { kind: 'empty' } },
          { do: 'ask', record: { kind: 'byte', value: 2 } },
          { do: 'ask', record: { kind: 'long', bytes: 4096 } },
          { do: 'ask', record: { kind: 'descriptors', count: 8 } },
          { do: 'flood', record: { kind: 'empty' }, times: 300, reads: false },
          ask,
          send({ reply: { ...calmReply, echo: 'json', framing: 'chunked', pieces: 40 } }),
        ],
      },
    ],
    [
      'that is stopped while the upstream is silent, and ignores it',
      { ...calm, actions: [ask, send({ reply: { kind: 'silent' } }), { do: 'stop', ignored: true }] },
    ],
    ['that dies', { ...calm, actions: [ask, { do: 'fork' }, { do: 'die', signal: 'SIGSEGV' }] }],
    ['that is started again', { ...calm, actions: [ask, send({}), { do: 'restart' }, ask, send({})] }],
    ['that has no upstream', { ...calm, upstream: 'down', actions: [ask, send({})] }],
    ['that has no key', { ...calm, keyFile: 'blank-inside', actions: [ask] }],
  ])(
    'breaks no property with one %s',
    async (_, scenario) => {
      expect(await runOnce(target, program, scenario)).toEqual({ kind: 'pass' });
    },
    limitMs,
  );

  it('is rejected where something has to be counted or time has to pass', async () => {
    for (const scenario of [
      { ...calm, platform: 'bare' as const },
      { ...calm, faults: [{ nth: 1, kind: 'not-made' as const }] },
      { ...calm, actions: [{ do: 'wait' as const, ms: 130_000 }] },
    ])
      expect(await runOnce(target, program, scenario)).toMatchObject({ kind: 'rejected' });
  });
});
