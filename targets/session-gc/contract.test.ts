import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { dir } from 'tmp-promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compileGo, examplesIn } from '../../harness/vitest/fixtures/contract-examples.ts';
import { buildTree } from '../../harness/world/file-tree/build-tree.ts';
import { diffTrees } from '../../harness/world/file-tree/diff.ts';
import { snapshotFolder } from '../../harness/world/file-tree/snapshot-folder.ts';
import { writeStub } from '../../harness/world/stub/write-stub.ts';
import { examples } from './examples.ts';
import { folderOf } from './layout.ts';
import { stubOf } from './listing.ts';
import type { Call } from './scenario.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const contract = new URL('./CONTRACT.md', import.meta.url);
const [calmest] = examples;
const [answer] = calmest.docker.calls;

interface Kind {
  readonly name: string;
  readonly text: string | undefined;
  readonly needs: string;
  /** Writes what the example needs into a folder. @returns the words that start it */
  prepare(folder: string, text: string): readonly [string, ...string[]];
}

function script(interpreter: string): Kind['prepare'] {
  return (folder, text) => {
    const path = join(folder, 'example');
    fs.writeFileSync(path, text);
    return [interpreter, path];
  };
}

const [shellText, referenceText] = examplesIn(contract, 'bash');
const [pythonText] = examplesIn(contract, 'python');
const [goText] = examplesIn(contract, 'go');
const kinds: readonly Kind[] = [
  { name: 'shell', text: shellText, needs: 'bash', prepare: script('bash') },
  { name: 'Python', text: pythonText, needs: 'python3', prepare: script('python3') },
  { name: 'Go', text: goText, needs: 'go', prepare: (folder, text) => [compileGo(folder, text)] },
  { name: 'reference', text: referenceText, needs: 'bash', prepare: script('bash') },
];

it('the contract shows four programs, and all are run here', () => {
  expect(referenceText).toContain('main.ts');
  const shown = ['bash', 'python', 'go'].flatMap(language => examplesIn(contract, language));
  expect(new Set(kinds.map(({ text }) => text))).toEqual(new Set(shown));
  expect(shown).toHaveLength(kinds.length);
});

for (const { name, text = '', needs, prepare } of kinds) {
  const missing =
    spawnSync(needs, [needs === 'go' ? 'version' : '--version'], { stdio: 'ignore' }).error !== undefined;
  describe.skipIf(missing)(
    `the ${name} example of the contract${missing ? ` (skipped: no ${needs} here)` : ''}`,
    () => {
      let made: Awaited<ReturnType<typeof dir>> | undefined;
      let words: readonly [string, ...string[]] = [''];
      let root = '';
      let cleanup = async (): Promise<void> => {};

      beforeAll(async () => {
        made = await dir({ unsafeCleanup: true });
        words = prepare(made.path, text);
      }, 120_000);
      afterAll(() => made?.cleanup());
      beforeEach(async () => {
        const folder = await dir({ unsafeCleanup: true });
        ({ path: root, cleanup } = folder);
        fs.mkdirSync(join(root, 'home'));
        await buildTree(join(root, 'home'), calmest.home.entries);
      });
      afterEach(() => cleanup());

      /** Sweeps, while docker does that; undefined: DOCKER is not set. @returns what became of the home */
      function sweep(call: Partial<Call> | undefined, home: string | undefined = join(root, 'home')) {
        const path = join(root, 'docker');
        writeStub(stubOf(calmest, [{ ...answer, ...call }]), { path, backstage: join(root, 'backstage') });
        const before = snapshotFolder(join(root, 'home'));
        const [program, ...rest] = words;
        const { PATH, TMPDIR = '/tmp' } = process.env;
        const { status, stderr } = spawnSync(program, rest, {
          cwd: here,
          encoding: 'utf8',
          input: '',
          timeout: 18_000,
          // The reference is TypeScript: Node needs a loader for it.
          env: {
            PATH,
            TMPDIR,
            NODE_OPTIONS: '--import tsx',
            ...(home !== undefined && { HOME: home }),
            ...(call !== undefined && { DOCKER: path }),
          },
        });
        const changes = diffTrees(before, snapshotFolder(join(root, 'home')));
        const gone = changes.filter(({ how }) => how === 'removed').map(({ path }) => path);
        return { status, told: stderr !== '', gone, others: changes.length - gone.length };
      }

      it('removes what is gone, and its sibling', () => {
        const orphan = [folderOf('beef'), `${folderOf('beef')}.json`].sort();
        const swept = sweep({ names: ['drydock-report-2024-9f3a-shell', 'web-beef'] });
        expect({ ...swept, gone: [...swept.gone].sort() }).toMatchObject({
          status: 0,
          told: false,
          gone: orphan,
        });
      });

      it.each<[string, Partial<Call>]>([
        ['fails', { printed: 'nothing', end: { how: 'exits', status: 1 } }],
        ['fails after all names', { end: { how: 'exits', status: 255 } }],
        ['is killed half-way', { printed: 'half', end: { how: 'killed', signal: 'SIGKILL' } }],
      ])('removes nothing and says so when docker %s', (_what, call) => {
        expect(sweep(call)).toEqual({ status: 0, told: true, gone: [], others: 0 });
      });

      it('removes nothing without a docker, and nothing without a home', () => {
        expect(sweep(undefined)).toEqual({ status: 0, told: true, gone: [], others: 0 });
        fs.rmSync(join(root, 'docker'));
        expect(sweep({ names: [] }, '')).toMatchObject({ status: 0, gone: [], others: 0 });
      });

      it('leaves links and near misses alone', async () => {
        await buildTree(join(root, 'home'), [
          { kind: 'link', name: folderOf('dead'), to: folderOf('9f3a') },
          { kind: 'folder', name: `${folderOf('dead')}\n`, entries: [] },
          { kind: 'folder', name: folderOf('DEAD'), entries: [] },
        ]);
        expect(sweep({}).gone.filter(path => !path.startsWith(folderOf('beef')))).toEqual([]);
      });
    },
  );
}
