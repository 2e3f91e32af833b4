import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runOnce } from '../../harness/judge/judge.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { command } from './command.ts';
import { ask, calm, calmReply, send } from './examples.ts';
import { programMutants } from './program-mutants.ts';
import type { Action } from './scenario.ts';
import { target } from './target.ts';

const limitMs = 60_000;
const python = existsSync('/usr/bin/python3');
const shown: Readonly<Record<string, readonly Action[]>> = {
  'any-record-mints': [{ do: 'ask', record: { kind: 'byte', value: 2 } }],
  'empty-record-ends': [{ do: 'ask', record: { kind: 'empty' } }, ask],
  'echo-kept': [ask, send({ reply: { ...calmReply, echo: 'plain' } })],
  'waits-for-the-channel': [ask, { do: 'fork' }],
};

for (const { name, file, needs, caughtBy } of programMutants) {
  const lacks = needs.includes('python3') && !python;
  it.skipIf(lacks)(
    `${name} dies as a program, by the property that it names${lacks ? ' (skipped: no /usr/bin/python3 here)' : ''}`,
    async () => {
      const path = fileURLToPath(file);
      const words = path.endsWith('.sh') ? (['/bin/bash', '-p', path] as const) : ([path] as const);
      await using program = new CommandImplementation(name, command, { kind: 'cmd', words }, realSettings());
      const actions = shown[name] ?? [ask, send({ query: ['app_key={sentinel}'] })];
      const verdict = await runOnce(target, program, { ...calm, actions });
      expect(verdict).toMatchObject({ kind: 'violation' });
      const broken = verdict.kind === 'violation' ? verdict.violations.map(({ property }) => property) : [];
      expect(broken).toContain(caughtBy[0]);
    },
    limitMs,
  );
}
