import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { dir } from 'tmp-promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compileGo, examplesIn } from '../../harness/vitest/fixtures/contract-examples.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const contract = new URL('./CONTRACT.md', import.meta.url);
const limitMs = 10_000;

/** Programs that an example needs and this machine lacks. */
function lacking(...programs: readonly string[]): readonly string[] {
  const versionOf = (program: string): string => (program === 'go' ? 'version' : '--version');
  return programs.filter(
    program => spawnSync(program, [versionOf(program)], { stdio: 'ignore' }).error !== undefined,
  );
}

interface Kind {
  readonly name: string;
  readonly text: string | undefined;
  readonly needs: readonly string[];
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
  { name: 'shell', text: shellText, needs: ['bash', 'jq'], prepare: script('bash') },
  { name: 'Python', text: pythonText, needs: ['python3'], prepare: script('python3') },
  { name: 'Go', text: goText, needs: ['go'], prepare: (folder, text) => [compileGo(folder, text)] },
  { name: 'reference', text: referenceText, needs: ['bash'], prepare: script('bash') },
];

it('the contract shows four programs, and all are run here', () => {
  expect(referenceText).toContain('main.ts');
  const shown = ['bash', 'python', 'go'].flatMap(language => examplesIn(contract, language));
  expect(shown).toHaveLength(kinds.length);
  expect(new Set(kinds.map(({ text }) => text))).toEqual(new Set(shown));
});

for (const { name, text = '', needs, prepare } of kinds) {
  const missing = lacking(...needs);
  const lack = missing.length === 0 ? '' : ` (skipped: no ${missing.join(', no ')} here)`;
  describe.skipIf(missing.length > 0)(`the ${name} example of the contract${lack}`, () => {
    let root = '';
    let cleanup = async (): Promise<void> => {};
    let paths: [source: string, target: string, marker: string] = ['', '', ''];
    let made: Awaited<ReturnType<typeof dir>> | undefined;
    let words: readonly [string, ...string[]] = [''];

    beforeAll(async () => {
      made = await dir({ unsafeCleanup: true });
      words = prepare(made.path, text);
    }, 120_000);
    afterAll(() => made?.cleanup());

    beforeEach(async () => {
      const made = await dir({ unsafeCleanup: true });
      ({ path: root, cleanup } = made);
      fs.mkdirSync(join(root, 'container'));
      paths = [
        join(root, 'a source.json'),
        join(root, 'container/claude.json'),
        join(root, 'container/marker'),
      ];
      fs.writeFileSync(paths[0], '{"theme":"dark","projects":{"/repo":1},"nested":{"projects":2}}\n');
      fs.writeFileSync(paths[1], '{"theme":"old"}', { mode: 0o600 });
    });
    afterEach(() => cleanup());

    function run() {
      const [program, ...rest] = words;
      const { status, stdout, stderr } = spawnSync(program, [...rest, ...paths], {
        cwd: here,
        encoding: 'utf8',
        input: '',
        timeout: limitMs,
        // The reference is TypeScript: Node needs a loader for it.
        env: { ...process.env, NODE_OPTIONS: '--import tsx' },
      });
      return { status, stdout, stderr };
    }

    function expectFailure(): void {
      const before = fs.readdirSync(join(root, 'container'));
      const old = fs.lstatSync(paths[1]).isFile() ? fs.readFileSync(paths[1], 'utf8') : '';
      const ran = run();
      expect(ran.status).toBe(1);
      expect(ran.stdout).toBe('');
      expect(ran.stderr).not.toBe('');
      expect(fs.readdirSync(join(root, 'container'))).toEqual(before);
      if (old !== '') expect(fs.readFileSync(paths[1], 'utf8')).toBe(old);
    }

    it('refreshes', () => {
      expect(run()).toEqual({ status: 0, stdout: `refreshed ${paths[1]}\n`, stderr: '' });
      expect(JSON.parse(fs.readFileSync(paths[1], 'utf8'))).toEqual({
        theme: 'dark',
        nested: { projects: 2 },
      });
      expect(fs.statSync(paths[1]).mode & 0o777).toBe(0o644);
      expect(fs.readdirSync(join(root, 'container')).sort()).toEqual(['claude.json', 'marker']);
    });

    it.each([
      ['cut', '{"theme":"dark","pro'],
      ['empty', ''],
      ['an array', '[]'],
      ['two documents', '{}\n{}\n'],
      ['followed by NUL bytes', '{"theme":"dark"}\0\0'],
    ])('fails and changes nothing when the source is %s', (_what, content) => {
      fs.writeFileSync(paths[0], content);
      expectFailure();
      expect(fs.statSync(paths[1]).mode & 0o777).toBe(0o600);
    });

    it('fails when the source is missing', () => {
      fs.rmSync(paths[0]);
      expectFailure();
    });

    it('fails when the target is a folder or a link', () => {
      fs.rmSync(paths[1]);
      fs.mkdirSync(paths[1]);
      expectFailure();
      fs.rmdirSync(paths[1]);
      fs.symlinkSync(paths[0], paths[1]);
      expectFailure();
    });

    it('fails when two of the paths lead to one file', () => {
      fs.symlinkSync(paths[0], paths[2]);
      expectFailure();
      fs.rmSync(paths[2]);
      fs.copyFileSync(paths[0], paths[1]);
      fs.rmSync(paths[0]);
      fs.symlinkSync(paths[1], paths[0]);
      expectFailure();
    });
  });
}
