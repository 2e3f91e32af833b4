import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { letterBoxTarget } from '../../corpus/fixtures/letter-box.ts';
import type { AnyTarget } from '../../target.ts';
import { UsageError } from '../usage-error.ts';
import { implementationFromConfig, loadConfig } from './load-config.ts';

const targets = [letterBoxTarget as unknown as AnyTarget];
const [property = ''] = letterBoxTarget.properties.map(({ name }) => name);
const [mutant = ''] = letterBoxTarget.mutants.map(({ name }) => name);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-config-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function configured(content: unknown, file = 'seatrial.config.json') {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await writeFile(join(folder, file), text);
  return loadConfig(folder, targets);
}

async function problems(content: unknown, file?: string): Promise<readonly string[]> {
  const error: unknown = await configured(content, file).then(
    () => undefined,
    error => error,
  );
  if (!(error instanceof UsageError)) throw new Error(`no usage error: ${String(error)}`);
  return error.message.split('\n');
}

describe('a configuration', () => {
  it('is as if nothing was said where there is none', async () => {
    expect(await loadConfig(folder, targets)).toEqual({
      file: undefined,
      implementations: [],
      path: [],
      timeoutMs: undefined,
      containment: undefined,
      jobs: undefined,
      containerTimeMs: undefined,
      without: {},
      corpus: undefined,
    });
  });

  it('says how long is spent in containers, and refuses what is no length of time', async () => {
    expect(await configured({ containerTime: '1.5m' })).toMatchObject({ containerTimeMs: 90_000 });
    expect(await problems({ containerTime: 'long' })).toEqual([
      expect.stringMatching(/containerTime: expected a number and a unit.*got "long"/),
    ]);
  });

  it('comes complete, with absolute paths', async () => {
    const config = await configured({
      implementations: { mine: { target: 'letter-box', command: 'cmd:./post.sh --fast', path: ['own'] } },
      path: ['tools', '/opt/bin'],
      timeout: '1.5s',
      containment: 'required',
      jobs: 3,
      without: { 'letter-box': [property] },
      corpus: 'cases',
    });
    const tools = [join(folder, 'tools'), '/opt/bin'];
    expect(config).toEqual({
      file: join(folder, 'seatrial.config.json'),
      implementations: [
        {
          name: 'mine',
          target: 'letter-box',
          command: 'cmd:./post.sh --fast',
          path: [join(folder, 'own'), ...tools],
        },
      ],
      path: tools,
      timeoutMs: 1_500,
      containment: 'required',
      jobs: 3,
      without: { 'letter-box': [property] },
      corpus: join(folder, 'cases'),
    });
    expect(implementationFromConfig(config, 'mine')?.command).toBe('cmd:./post.sh --fast');
    expect(implementationFromConfig(config, 'toString')).toBeUndefined();
  });

  const mine = '{ implementations: { mine: { command: "bash:post.sh#deliver" } } }';
  it.each([
    ['seatrial.config.mjs', `export default ${mine};`],
    ['seatrial.config.js', `module.exports = ${mine};`],
    [
      'seatrial.config.ts',
      `import { defineConfig } from 'seatrial';\nconst config: object = ${mine};\nexport default defineConfig(config);`,
    ],
    ['seatrial.config.mts', `const config: object = ${mine};\nexport default config;`],
  ])('may be %s', async (file, text) => {
    const entry = fileURLToPath(new URL('../../config.ts', import.meta.url));
    const config = await configured(text.replace("'seatrial'", `'${entry}'`), file);
    expect(implementationFromConfig(config, 'mine')?.command).toBe('bash:post.sh#deliver');
  });
});

describe('what is wrong with a configuration', () => {
  it('is said all at once, each with its place', async () => {
    const found = await problems({
      implementations: {
        mine: { comand: 'cmd:x', target: 'letterbox' },
        'Not kebab': { command: 'cmd:x' },
        [mutant]: { command: './post.sh' },
      },
      path: ['a:b'],
      timeout: '10',
      containment: 'on',
      jobs: 'two',
      without: { 'letter-box': ['no-such'], nobody: [] },
      tiemout: '10s',
    });
    expect(found.map(line => line.replace(/^seatrial\.config\.json: /, ''))).toEqual([
      expect.stringMatching(/^implementations\.mine\.command: expected .*, but it is missing$/),
      'implementations.mine.comand: unknown key; did you mean "command"?',
      expect.stringMatching(/^implementations\["Not kebab"\]: this is no valid key/),
      `implementations.${mutant}.command: expected cmd:PROGRAM ARG…, serve:PROGRAM ARG… or bash:FILE#FUNCTION, got "./post.sh"`,
      expect.stringMatching(/^path\[0\]: expected a string/),
      'timeout: expected a number and a unit, such as 500ms, 60s, 1.5m or 8h, got "10"',
      'containment: expected "auto", "required" or "off", got "on"',
      'jobs: expected an integer from 1 to 256, got "two"',
      'tiemout: unknown key; did you mean "timeout"?',
      'implementations.mine.target: there is no target "letterbox"; did you mean "letter-box"?',
      `implementations.${mutant}: "${mutant}" is the name of one of letter-box's own; take another`,
      'without.letter-box[0]: letter-box has no property "no-such"',
      'without.nobody: there is no target "nobody"',
    ]);
  });

  it('is that there are two: both are named', async () => {
    await writeFile(join(folder, 'seatrial.config.mjs'), 'export default {}');
    expect(await problems({})).toEqual([
      'seatrial.config.mjs and seatrial.config.json: one configuration file is read, and there are 2; keep one',
    ]);
  });

  it.each([
    ['no object', '[]', /^seatrial\.config\.json: the configuration: expected an object, got an empty list$/],
    ['no JSON', '{"jobs": 1,}', /^seatrial\.config\.json: not JSON: line 1, column 12: /],
    ['a key given twice', '{"jobs": 1, "jobs": 2}', /the key "jobs" is given twice/],
    [
      'a timeout near the signs of life',
      '{"timeout": "50ms"}',
      /timeout: expected at least 250ms, got "50ms"$/,
    ],
  ])('is %s', async (_, text, message) => {
    expect(await problems(text)).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    ['seatrial.config.mjs', 'export const config = {};', /^seatrial\.config\.mjs: it has no default export/],
    [
      'seatrial.config.mjs',
      'export default undefined;',
      /^seatrial\.config\.mjs: the configuration: expected an object/,
    ],
    ['seatrial.config.mjs', 'throw new Error("no tea");', /seatrial\.config\.mjs can't be loaded: no tea$/],
    ['seatrial.config.ts', 'const = 1;', /seatrial\.config\.ts can't be loaded: /],
  ])('is that of %s: %s', async (file, text, message) => {
    const [first] = await problems(text, file);
    expect(first).toMatch(message);
  });

  it('is a link that leads nowhere', async () => {
    await symlink('nowhere', join(folder, 'seatrial.config.json'));
    const error: unknown = await loadConfig(folder, targets).catch((error: unknown) => error);
    expect(error).toMatchObject({ message: 'seatrial.config.json: there is no such file' });
  });
});
