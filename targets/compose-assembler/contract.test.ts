import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dir } from 'tmp-promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draw } from '../../harness/engine/draw.ts';
import { judge } from '../../harness/judge/judge.ts';
import { Unobserved } from '../../harness/stage.ts';
import { CommandImplementation } from '../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../harness/world/command/real-settings.ts';
import { command } from './command.ts';
import { listedPaths } from './observation.ts';
import { atOnce } from './real-compose/at-once.ts';
import { target } from './target.ts';

const contract = readFileSync(fileURLToPath(new URL('./CONTRACT.md', import.meta.url)), 'utf8');
const examples = new Map(
  [...contract.matchAll(/^```(bash|python|go)\n(.*?)^```$/gms)].map(([, kind = '', text = '']) => [
    kind,
    text,
  ]),
);

/** What each example needs, and the words that its file is made a program with; none: it is one as it stands. */
const kinds = [
  { kind: 'bash', file: 'assemble.sh', needs: ['bash', 'timeout'], build: undefined },
  { kind: 'python', file: 'assemble.py', needs: ['python3'], build: undefined },
  { kind: 'go', file: 'assemble.go', needs: ['go'], build: ['go', 'build', '-o', 'assemble', 'assemble.go'] },
] as const;

function isMissing(program: string): boolean {
  return spawnSync(program, [program === 'go' ? 'version' : '--version'], { stdio: 'ignore' }).status !== 0;
}

it('the contract shows a program of each kind, and all are run here', () => {
  expect([...examples.keys()].toSorted()).toEqual(kinds.map(({ kind }) => kind).toSorted());
});

// What the examples leave open, as the contract says: they refuse most of what is harmless.
const properties = target.properties.filter(({ name }) => name !== 'no-false-refusal');
const scenarios = [
  ...target.scenario.examples,
  ...Array.from({ length: 80 }, (_, run) => draw(target.scenario, run, { seed: 21, examples: false }).value),
];

for (const { kind, file, needs, build } of kinds) {
  const missing = needs.filter(isMissing);
  const lack = missing.length === 0 ? '' : ` (skipped: no ${missing.join(', no ')} here)`;
  describe.skipIf(missing.length > 0)(`the ${kind} example of the contract${lack}`, () => {
    let folder: Awaited<ReturnType<typeof dir>> | undefined;
    let program = '';
    beforeAll(async () => {
      folder = await dir({ unsafeCleanup: true });
      program = join(folder.path, file);
      writeFileSync(program, examples.get(kind) ?? '');
      chmodSync(program, 0o755);
      if (build === undefined) return;
      const [compiler, ...rest] = build;
      const { status, stderr } = spawnSync(compiler, rest, { cwd: folder.path, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      program = join(folder.path, 'assemble');
    }, 300_000);
    afterAll(() => folder?.cleanup());

    it('holds what it promises over drawn scenarios, and lists what it can read', {
      timeout: 300_000,
    }, async () => {
      await using example = new CommandImplementation(
        kind,
        command,
        { kind: 'cmd', words: [program] },
        realSettings(),
      );
      const ran = await atOnce(availableParallelism(), scenarios, async scenario => {
        const came = await example.run(scenario);
        const listed = came instanceof Unobserved || came.exit !== 0 ? [] : (listedPaths(came.printed) ?? []);
        return {
          verdict: judge({ ...target, properties }, scenario, came),
          overlays: listed.length > 3,
          scenario,
        };
      });
      for (const { verdict, scenario } of ran)
        if (verdict.kind !== 'rejected')
          expect({ verdict, scenario }).toEqual({ verdict: { kind: 'pass' }, scenario });
      expect(ran.filter(({ verdict }) => verdict.kind === 'pass').length).toBeGreaterThan(
        scenarios.length * 0.7,
      );
      expect(ran.some(({ overlays }) => overlays)).toBe(true);
    });
  });
}
