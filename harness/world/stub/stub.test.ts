import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { dir } from 'tmp-promise';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HarnessFault } from '../../harness-fault.ts';
import { callOf, playStub, type Stub, type StubCall, type StubEnd, type StubStep } from './stub.ts';
import { readStubCalls, type StubPlace, writeStub } from './write-stub.ts';

let root = '';
let cleanup = async (): Promise<void> => {};
beforeEach(async () => {
  const made = await dir({ unsafeCleanup: true });
  cleanup = made.cleanup;
  root = made.path;
});
afterEach(() => cleanup());

const says = (text: string, to: 'out' | 'err' = 'out'): StubStep => ({ kind: 'prints', to, text });
const succeeds: StubEnd = { how: 'exits', status: 0 };
const once = (steps: readonly StubStep[], end: StubEnd = succeeds): Stub => ({
  kind: 'program',
  calls: [{ steps, end }],
});

function place(): StubPlace {
  return {
    path: join(root, 'a stub'),
    backstage: join(root, "back'stage"),
    acts: act => [['mkdir', '--', join(root, act)]],
  };
}

function written(stub: Stub): StubPlace {
  const at = place();
  writeStub(stub, at);
  return at;
}

function call({ path }: StubPlace, words: readonly string[] = [], timeout = 10_000) {
  const { status, signal, error, stdout, stderr } = spawnSync(path, words, {
    encoding: 'utf8',
    env: {},
    timeout,
    killSignal: 'SIGKILL',
    maxBuffer: 10_000_000,
  });
  return { status, signal, code: error && 'code' in error ? error.code : undefined, stdout, stderr };
}

describe('a stub that is a program', () => {
  it('prints exactly what it is told to, on both outputs, and notes how it was called', () => {
    const text = "it's $HOME\\n\t`id`\u0000\r\n%s no end";
    const at = written(once([says(text), says('noise\n', 'err'), says('more')]));
    expect(call(at, ['ps', '', 'two\nlines'])).toMatchObject({
      status: 0,
      stdout: `${text}more`,
      stderr: 'noise\n',
    });
    expect(readStubCalls(at.backstage)).toEqual([
      { arguments: ['ps', '', 'two\nlines'], end: succeeds, present: undefined, hindered: '' },
    ]);
  });

  it.each<[StubEnd, object]>([
    [
      { how: 'exits', status: 255 },
      { status: 255, signal: null },
    ],
    [
      { how: 'killed', signal: 'SIGKILL' },
      { status: null, signal: 'SIGKILL' },
    ],
    [
      { how: 'killed', signal: 'SIGSEGV' },
      { status: null, signal: 'SIGSEGV' },
    ],
    [
      { how: 'killed', signal: 'SIGPIPE' },
      { status: null, signal: 'SIGPIPE' },
    ],
  ])('ends as it is told to: %j', (end, expected) => {
    const at = written(once([says('half')], end));
    expect(call(at)).toMatchObject({ ...expected, stdout: 'half' });
  });

  it('hangs until it is ended', () => {
    const at = written(once([says('half')], { how: 'hangs' }));
    expect(call(at, [], 300)).toMatchObject({ signal: 'SIGKILL', code: 'ETIMEDOUT', stdout: 'half' });
    expect(readStubCalls(at.backstage)).toMatchObject([{ arguments: [], end: { how: 'hangs' } }]);
  });

  it('prints more than a pipe holds', () => {
    const at = written(once([{ kind: 'prints', to: 'out', text: 'name\n', times: 100_000 }]));
    expect(call(at).stdout).toHaveLength(500_000);
  });

  it('dies when nobody listens to what it prints any more', () => {
    const at = written(once([{ kind: 'prints', to: 'out', text: 'name\n', times: 100_000 }]));
    const { stdout } = spawnSync('bash', ['-c', '"$0" | head -n 1; echo "${PIPESTATUS[0]}"', at.path], {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin' },
    });
    expect(stdout).toBe('name\n141\n');
    expect(readStubCalls(at.backstage)).toMatchObject([{ end: undefined }]);
  });

  it('does another thing at each call, and the last one for ever', () => {
    const calls: readonly [StubCall, ...StubCall[]] = [
      { steps: [says('one')], end: succeeds },
      { steps: [says('two')], end: { how: 'exits', status: 1 } },
    ];
    const at = written({ kind: 'program', calls });
    expect([call(at), call(at), call(at)].map(({ stdout, status }) => [stdout, status])).toEqual([
      ['one', 0],
      ['two', 1],
      ['two', 1],
    ]);
    expect(readStubCalls(at.backstage)).toHaveLength(3);
  });

  it('lets things happen in the world, and says when they could not', () => {
    const at = written(
      once([{ kind: 'acts', act: '-new folder' }, says('x'), { kind: 'acts', act: '-new folder' }]),
    );
    expect(call(at).status).toBe(0);
    expect(fs.statSync(join(root, '-new folder')).isDirectory()).toBe(true);
    expect(readStubCalls(at.backstage)).toMatchObject([
      { end: succeeds, hindered: expect.stringContaining('File exists') },
    ]);
  });

  it('notes what is in a folder when it is called', () => {
    const watched = join(root, 'a folder');
    const at = { ...place(), watched };
    writeStub(once([{ kind: 'acts', act: 'a folder/new' }]), at);
    call(at);
    fs.mkdirSync(watched);
    fs.mkdirSync(join(watched, 'two\nlines'));
    call(at);
    expect(readStubCalls(at.backstage).map(({ present }) => present)).toEqual([
      undefined,
      new Set(['two\nlines']),
    ]);
  });

  it('is told from one that did not get to its end', () => {
    const slow = { ...place(), acts: () => [['sleep', '1000']] };
    writeStub(once([{ kind: 'acts', act: 'sleep' }]), slow);
    call(slow, [], 300);
    expect(readStubCalls(slow.backstage)).toMatchObject([{ end: undefined, hindered: '' }]);
  });

  it('is a fault of the harness where nobody knows its acts, and where it goes on', () => {
    const { path, backstage } = place();
    expect(() => writeStub(once([{ kind: 'acts', act: 'x' }]), { path, backstage })).toThrow(HarnessFault);
    fs.mkdirSync(join(backstage, 'call-1'), { recursive: true });
    fs.writeFileSync(join(backstage, 'call-1/went-on'), '');
    expect(() => readStubCalls(backstage)).toThrow(HarnessFault);
  });
});

describe('a stub that can not be run', () => {
  it.each([
    ['missing', 'ENOENT'],
    ['not-executable', 'EACCES'],
    ['no-interpreter', 'ENOENT'],
    ['folder', 'EACCES'],
  ] as const)('is %s', (kind, code) => {
    const at = written({ kind });
    expect(call(at)).toMatchObject({ code, status: null });
    expect(readStubCalls(at.backstage)).toEqual([]);
  });
});

describe('a stub that is played', () => {
  it('does the same in memory', () => {
    const heard: string[] = [];
    const one: StubCall = {
      steps: [
        { kind: 'prints', to: 'out', text: 'ab', times: 2 },
        { kind: 'acts', act: 'go' },
        says('e', 'err'),
      ],
      end: { how: 'killed', signal: 'SIGTERM' },
    };
    const end = playStub(one, {
      print: (to, text) => heard.push(`${to} ${text}`),
      act: act => heard.push(`act ${act}`),
    });
    expect(end).toEqual(one.end);
    expect(heard).toEqual(['out abab', 'act go', 'err e']);
  });

  it('counts its calls as the program does', () => {
    const [first, second] = [1, 2].map((status): StubCall => ({ steps: [], end: { how: 'exits', status } }));
    if (first === undefined || second === undefined) throw new Error('two were made');
    expect([1, 2, 3].map(nth => callOf([first, second], nth))).toEqual([first, second, second]);
  });
});
