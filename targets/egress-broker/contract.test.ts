import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { dir } from 'tmp-promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOnce } from '../../harness/judge/judge.ts';
import { compileGo, examplesIn } from '../../harness/vitest/fixtures/contract-examples.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { command } from './command.ts';
import { ask, calm, calmReply, send } from './examples.ts';
import type { Scenario } from './scenario.ts';
import { target } from './target.ts';

const contract = new URL('./CONTRACT.md', import.meta.url);
const limitMs = 120_000;

function script(folder: string, text: string): string {
  const path = join(folder, 'broker.py');
  fs.writeFileSync(path, text, { mode: 0o755 });
  return path;
}

const kinds = [
  { name: 'Python', language: 'python', needs: ['/usr/bin/python3', '--version'], prepare: script },
  { name: 'Go', language: 'go', needs: ['go', 'version'], prepare: compileGo },
] as const;

const scenarios: readonly (readonly [string, Scenario])[] = [
  [
    'keeps the channel whatever comes, and forwards with the key once',
    {
      ...calm,
      actions: [
        { do: 'ask', record: { kind: 'empty' } },
        { do: 'ask', record: { kind: 'long', bytes: 17 } },
        { do: 'ask', record: { kind: 'descriptors', count: 2 } },
        { do: 'ask', record: { kind: 'descriptors', count: 2, bytes: 0 } },
        ask,
        send({
          query: ['app%5Fkey={sentinel}', 'limit=20', 'app_key'],
          reply: { ...calmReply, echo: 'json' },
        }),
        send({ method: 'POST', body: { framing: 'chunked', text: '{"app_key":"{sentinel}"}' } }),
        ask,
        { ...send({ form: 'absolute' }), stream: 1 },
        ask,
        { ...send({ method: 'POST', body: { framing: 'folded', text: 'a' } }), stream: 2 },
      ],
    },
  ],
  [
    'ends with its child, though a fork has the channel',
    { ...calm, actions: [ask, { do: 'fork' }, { do: 'exit', status: 7 }] },
  ],
  [
    'stops at once, also a stream that says nothing and a child that ignores it',
    { ...calm, actions: [ask, ask, send({ reply: { kind: 'silent' } }), { do: 'stop', ignored: true }] },
  ],
  ['starts nobody without a key', { ...calm, keyFile: 'empty' }],
];

it('the contract shows the reference', () => {
  expect(examplesIn(contract, 'bash')[0]).toContain('reference/main.ts');
});

for (const { name, language, needs, prepare } of kinds) {
  const [tool, ...words] = needs;
  const lacks = spawnSync(tool, words, { stdio: 'ignore' }).error !== undefined;
  describe.skipIf(lacks)(
    `the ${name} example of the contract${lacks ? ` (skipped: no ${tool} here)` : ''}`,
    () => {
      let made: Awaited<ReturnType<typeof dir>> | undefined;
      let path = '';

      beforeAll(async () => {
        made = await dir({ unsafeCleanup: true, mode: 0o755 });
        path = prepare(made.path, examplesIn(contract, language)[0] ?? '');
      }, limitMs);
      afterAll(() => made?.cleanup());

      it.each(scenarios)(
        '%s',
        async (_, scenario) => {
          await using program = new CommandImplementation(
            name,
            command,
            { kind: 'cmd', words: [path] },
            realSettings(),
          );
          expect(await runOnce(target, program, scenario)).toEqual({ kind: 'pass' });
        },
        limitMs,
      );
    },
  );
}
