import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dir } from 'tmp-promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../harness/judge/judge.ts';
import { compileGo, examplesIn } from '../../harness/vitest/fixtures/contract-examples.ts';
import { commandOf, isRoot, peers, scenarioWith, whyNot } from './fixtures/programs.ts';
import type { WrapScenario } from './scenario.ts';
import { target } from './target.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const contract = new URL('./CONTRACT.md', import.meta.url);

interface Kind {
  readonly name: string;
  readonly text: string | undefined;
  /** A program that the example needs. */
  readonly needs: string;
  /** Writes what the example needs into a folder. @returns the words that start it */
  prepare(folder: string, text: string): readonly [string, ...string[]];
}

function written(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  fs.writeFileSync(path, text, { mode: 0o755 });
  return path;
}

const [bashText] = examplesIn(contract, 'bash');
const [pythonText] = examplesIn(contract, 'python');
const [goText] = examplesIn(contract, 'go');
/** The reference is TypeScript, and stands elsewhere: what starts it is told so. */
const loader = createRequire(import.meta.url).resolve('tsx');
const kinds: readonly Kind[] = [
  {
    name: 'Python',
    text: pythonText,
    needs: '/usr/bin/python3',
    prepare: (folder, text) => [written(folder, 'example', text)],
  },
  { name: 'Go', text: goText, needs: 'go', prepare: (folder, text) => [compileGo(folder, text)] },
  {
    name: 'reference',
    text: bashText,
    needs: 'bash',
    prepare: (folder, text) => [
      written(folder, 'example', text.replace('"$(dirname "$0")', `--import "${loader}" "${here}`)),
    ],
  },
];

it('the contract shows three programs, and all are run here', () => {
  const shown = ['bash', 'python', 'go'].flatMap(language => examplesIn(contract, language));
  expect(shown).toHaveLength(kinds.length);
  expect(new Set(kinds.map(({ text }) => text))).toEqual(new Set(shown));
});

const scenarios: readonly (readonly [string, Partial<WrapScenario>])[] = [
  [
    'wrong peers come first',
    {
      umask: '0000',
      steps: [
        peers({ as: 'root' }, { times: 20, settled: false }),
        peers({ as: 'other', group: 'caller', passes: true }, { socket: 'signal', manner: 'leaves' }),
        peers({}, { socket: 'signal' }),
        peers(),
      ],
    },
  ],
  ['nothing can be given', { server: 'root-without-chown', steps: [peers({ as: 'other' }), peers()] }],
  [
    'there are no descriptors for a while',
    { steps: [peers(), { do: 'starve' }, peers({ as: 'root' }, { times: 3 }), { do: 'feed' }, peers()] },
  ],
  ['no caller is known', { caller: '-', steps: [peers({ as: 'other' }), peers()] }],
  ['the caller is nobody', { caller: '65534', steps: [peers({ as: 'overflow', passes: true })] }],
  ['a stranger owns the folder', { place: { kind: 'folder', mode: '0755', owner: 'other', holds: [] } }],
  ['a link stands there', { place: { kind: 'link', to: 'folder' } }],
  [
    'the caller owns an empty folder',
    { place: { kind: 'folder', mode: '0777', owner: 'caller', holds: [] } },
  ],
];

for (const { name, text = '', needs, prepare } of kinds) {
  const missing = spawnSync(needs, [needs === 'go' ? 'version' : '--version'], { stdio: 'ignore' }).error;
  const lack = isRoot ? (missing === undefined ? '' : ` (skipped: no ${needs} here)`) : whyNot;
  describe.skipIf(lack !== '')(`the ${name} example of the contract${lack}`, () => {
    let made: Awaited<ReturnType<typeof dir>> | undefined;
    let words: readonly [string, ...string[]] = [''];

    beforeAll(async () => {
      made = await dir({ unsafeCleanup: true });
      fs.chmodSync(made.path, 0o755);
      words = prepare(made.path, text);
    }, 120_000);
    afterAll(() => made?.cleanup());

    // The reference as a program is tested by itself.
    const tried = name === 'reference' ? scenarios.slice(0, 1) : scenarios;
    it.each(tried)('breaks nothing when %s', async (_, part) => {
      await using program = commandOf({ kind: 'cmd', words });
      const scenario = scenarioWith(part);
      expect(judge(target, scenario, await program.run(scenario))).toEqual({ kind: 'pass' });
    });
  });
}
