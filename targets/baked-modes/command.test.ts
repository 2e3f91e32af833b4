import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dirSync } from 'tmp-promise';
import { describe, expect, it } from 'vitest';
import { judge } from '../../harness/judge/judge.ts';
import type { Verdict } from '../../harness/judge/verdict.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { command } from './command.ts';
import { calm, examples } from './examples.ts';
import type { BakedScenario } from './scenario.ts';
import { target } from './target.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const contract = fs.readFileSync(join(here, 'CONTRACT.md'), 'utf8');
const [, buildahText = ''] = /^```bash\n(.*?)^```$/ms.exec(contract) ?? [];
const [, pythonText = ''] = /^```python\n(.*?)^```$/ms.exec(contract) ?? [];
const hasBuildah = process.geteuid?.() === 0 && spawnSync('buildah', ['--version']).status === 0;
const hasPython = fs.existsSync('/usr/bin/python3');
const limitMs = 60_000;

async function verdictsOf(
  words: readonly [string, ...string[]],
  scenarios: readonly BakedScenario[],
): Promise<readonly Verdict[]> {
  await using program = new CommandImplementation(
    'program',
    command,
    { kind: 'cmd', words },
    realSettings({ containment: 'off' }),
  );
  const found: Verdict[] = [];
  for (const scenario of scenarios) found.push(judge(target, scenario, await program.run(scenario)));
  return found;
}

async function withScript<T>(text: string, act: (file: string) => Promise<T>): Promise<T> {
  const { name, removeCallback } = dirSync({ unsafeCleanup: true });
  try {
    fs.writeFileSync(join(name, 'program'), text);
    return await act(join(name, 'program'));
  } finally {
    removeCallback();
  }
}

const reference = fileURLToPath(command.reference);
const onlyCopies = (chmod: string | null): BakedScenario => ({
  ...calm,
  context: [{ kind: 'file', path: 'deny.json', content: '{}\n', mode: 'git' }],
  stages: [
    {
      base: { kind: 'scratch' },
      named: false,
      instructions: [
        {
          do: 'copy',
          add: false,
          from: null,
          sources: ['deny.json'],
          json: false,
          dest: '/policy/',
          chmod,
          chown: null,
        },
      ],
    },
  ],
  policy: { user: '1000:1000', paths: ['/policy/deny.json'] },
});
const pass: Verdict = { kind: 'pass' };

describe('as a program', () => {
  it(
    'the reference builds what it says, on the seed’s Dockerfiles',
    async () => {
      const words = [process.execPath, '--import', import.meta.resolve('tsx'), reference] as const;
      expect(await verdictsOf(words, examples)).toEqual(examples.map(() => pass));
    },
    limitMs,
  );

  it('one that changes nothing and says nothing has not built', async () => {
    const [verdict] = await verdictsOf(['/bin/true'], [calm]);
    expect(verdict).toMatchObject({ kind: 'violation', violations: [{ property: 'files-are-there' }] });
  });

  it('one that has no tools for a RUN is not judged by it', async () => {
    const [first, second] = await verdictsOf(['/bin/sh', '-c', 'exit 3'], [calm, onlyCopies('755')]);
    expect(first).toMatchObject({ kind: 'rejected' });
    expect(second).toMatchObject({ kind: 'violation' });
  });
});

describe('the examples of the contract', () => {
  it.runIf(hasBuildah)(
    `buildah builds what is not about its folders${hasBuildah ? '' : ' (skipped: no root, or no buildah here)'}`,
    () =>
      withScript(buildahText, async file => {
        const [plain, pinned, runs] = await verdictsOf(
          ['/bin/bash', file],
          [onlyCopies(null), onlyCopies('644'), calm],
        );
        expect(plain).toEqual(pass);
        expect(pinned).toMatchObject({ violations: [{ property: 'folders-have-their-modes' }] });
        expect(runs).toMatchObject({ kind: 'rejected' });
      }),
    limitMs,
  );

  it.runIf(hasPython)(`the checker in Python is right${hasPython ? '' : ' (skipped: no Python here)'}`, () =>
    withScript(pythonText, async file => {
      const scenarios = [
        onlyCopies('755'),
        onlyCopies('750'),
        onlyCopies('775'),
        onlyCopies('711'),
        ...examples.slice(1, 2),
      ];
      expect(await verdictsOf(['/usr/bin/python3', file], scenarios)).toEqual(scenarios.map(() => pass));
    }),
  );
});
