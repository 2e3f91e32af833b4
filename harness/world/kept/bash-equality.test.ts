import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Start } from '../../stage.ts';
import { type Came, runPlainly } from './fixtures/plain-bash.ts';
import { type KeptProgram, openBash } from './kept-program.ts';

const nasty = fileURLToPath(new URL('./fixtures/nasty.sh', import.meta.url));
const unquiet = fileURLToPath(new URL('./fixtures/unquiet.sh', import.meta.url));
const PATH = '/usr/bin:/bin';

type Case = readonly [
  name: string,
  args?: readonly string[],
  environment?: Start['environment'],
  umask?: number,
];

const hostile = `$(touch hacked) \`touch hacked\` "; touch hacked; ' \\ \n\t\r \u0001 ! * ~ {a,b} é 漢 🦆 $'x' a[$(touch hacked)]`;
const hostileEnvironment = {
  PATH,
  VARIABLE: hostile,
  A: '-n',
  B: '',
  C_: '() { :; }; touch hacked',
  _x1: '--',
};

const cases: readonly Case[] = [
  ['say_arguments', ['a', '', '-n', '--', '-e x', '*', '$(touch hacked)', 'two\nlines', hostile, '\\0']],
  ['say_arguments', []],
  ['say_arguments', ['']],
  ['say_arguments', Array.from({ length: 400 }, (_, index) => `${index}`)],
  ['say_environment', [], hostileEnvironment],
  ['say_environment', [], {}],
  ['say_environment', [], { 'a.b': '1', PATH, 'x-y': '2', '1st': '3', é: '4' }],
  ['say_environment', [], { PATH, BASH_ENV: '/does/not/exist', TERM: 'xterm', _: 'x' }],
  ['say_environment', [], { PATH, 'BASH_FUNC_helper%%': '() { echo imported; }' }],
  ['say_environment', [], { PATH, PWD: '/', OLDPWD: '/usr', SHLVL: '7' }],
  ['say_environment', [], { PATH, UID: '1234', PPID: '1', RANDOM: 'x', IFS: ':', PS4: 'trace ' }],
  ['say_exports', [], { PATH, A: 'x"y\nz', HOME: '/nowhere' }],
  ['constants', [], { PATH, SHELLOPTS: 'nounset:errexit' }],
  ['constants'],
  ['constants', [], { PATH, CONSTANT: 'from outside', FIXED: 'also' }],
  ['say_environment', [], { PATH, CONSTANT: 'from outside', FIXED: 'also' }],
  ...[
    'exit_3',
    'exit_143',
    'exit_137',
    'exit_255',
    'exit_256',
    'return_7',
    'return_200',
    'fall_false',
    'empty',
    'kill_term',
    'kill_kill',
    'kill_int',
    'kill_hup',
    'kill_segv',
    'kill_pipe',
    'kill_usr1',
    'kill_abrt',
    'die_in_pair',
    'read_input',
    'zero',
    'flags',
    'trap_exit',
    'trap_exit_falls',
    'trap_term',
    'trap_int',
    'trap_err',
    'trap_list',
    'errexit_fails',
    'errexit_if',
    'pipefail_on',
    'pipefail_off',
    'huge',
    'binary',
    'both',
    'no_newline',
    'closes',
    'closes_input',
    'descriptors',
    'to_device',
    'unset_path',
    'own_path',
    'here',
    'background_waits',
    'background_status',
    'substitution',
    'process_substitution',
    'replaces_nothing',
    'missing_command',
    'seconds',
    'level',
    'ifs',
    'own_group',
    'syntax',
    'gone_folder',
  ].map((name): Case => [name]),
  ['trap_exit', ['a', 'b']],
  ['here_document', ['$x `id`']],
  ['replaces', ['me']],
  ['recursion', ['200']],
  ['calls_shell', [], { PATH, A: hostile }],
  ['getopt', ['-a', '-b', 'x', 'rest']],
  ['options_dashed', ['-e', '-', '--', '+x', '-c', '']],
  ['no_path', [], {}],
  ['no_path', [], { PATH: '' }],
  ['newline_variable', [], { PATH, VARIABLE: 'a\nb\n' }],
  ['newline_variable', [], hostileEnvironment],
  ['locale', [], { PATH, WIDE: 'häß漢🦆', LC_ALL: 'C.UTF-8' }],
  ['locale', [], { PATH, WIDE: 'häß漢🦆', LC_ALL: 'C' }],
  ['locale', [], { PATH, WIDE: 'häß', LANG: 'xx_XX.UTF-8' }],
  ['mask', [], { PATH }, 0o077],
  ['mask', [], { PATH }, 0],
  ['globals_change'],
  ['globals_stay'],
];

describe.each([
  ['a file that is sourced once', nasty],
  ['a file whose top level reads its environment', unquiet],
])('bash: against bash -c, with %s', (_, file) => {
  let root: string;
  const kept = new Map<string, KeptProgram>();
  beforeAll(() => {
    root = mkdtempSync('/dev/shm/seatrial-kept-');
    mkdirSync(join(root, 'world'));
    mkdirSync(join(root, 'scratch'));
  });
  afterAll(async () => {
    for (const program of kept.values()) await program[Symbol.asyncDispose]();
    rmSync(root, { recursive: true, force: true });
  });

  function programOf(name: string): KeptProgram {
    const known = kept.get(name);
    if (known !== undefined) return known;
    const privateFolder = mkdtempSync(join(root, 'private-'));
    const program = openBash({
      source: { kind: 'bash', file, function: name },
      wrap: words => words,
      environment: { PATH, LC_ALL: 'C' },
      privateFolder,
      limits: { outputBytes: 1_048_576, memoryBytes: 2 ** 30 },
    });
    kept.set(name, program);
    return program;
  }

  it.each(cases.map((one, at) => ({ one, at })))('$at: $one', async ({ one }) => {
    const [name, args = [], environment = { PATH, A: 'x' }, umask] = one;
    const start: Start = {
      arguments: args,
      environment,
      folder: join(root, 'world'),
      ...(umask !== undefined && { umask }),
    };
    const before = process.umask(umask ?? process.umask());
    const scratch = mkdtempSync(join(root, 'scratch/'));
    const plain = await runPlainly(file, name, start, scratch);
    process.umask(before);
    const { end, out, err } = await programOf(name).start(start);
    const came: Came = {
      status: end.kind === 'exited' ? end.status : null,
      signal: end.kind === 'killed' ? end.signal : end.kind === 'exited' ? null : JSON.stringify(end),
      out: out.text,
      err: err.text,
    };
    expect({ ...came, err: shellLess(came.err) }).toEqual({ ...plain, err: shellLess(plain.err) });
  });
});

/** The line of the `-c` text is not the program's. */
function shellLess(text: string): string {
  return text.replaceAll(/^bash: line \d+:/gm, 'bash: line N:');
}
