import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dirSync } from 'tmp-promise';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './command-line.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');
const paths = { POLICY_PATHS: '/etc/pol/deny.json' };

function ran(files: Readonly<Record<string, string>>, words: readonly string[], policy: object) {
  const { name, removeCallback } = dirSync({ unsafeCleanup: true });
  try {
    for (const folder of ['context', 'base/etc']) fs.mkdirSync(join(name, folder), { recursive: true });
    for (const [path, text] of Object.entries(files)) fs.writeFileSync(join(name, path), text);
    fs.chmodSync(join(name, 'base'), 0o755);
    fs.chmodSync(join(name, 'base/etc'), 0o700);
    const given = [
      '--import',
      tsx,
      main,
      join(name, 'context'),
      ...words.map(word => word.replace('@', name)),
    ];
    const { status, stdout } = spawnSync(process.execPath, given, {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...policy },
    });
    return { status, out: stdout };
  } finally {
    removeCallback();
  }
}

describe('the command', () => {
  it('begins with the tree of an image, and takes a RUN as harmless where it is told to', () => {
    const dockerfile =
      'FROM debian:12\nRUN apt-get update\nCOPY --chmod=755 deny.json /etc/pol/\nUSER 1000\n';
    const files = { 'context/Dockerfile': dockerfile, 'context/deny.json': '{}' };
    expect(ran(files, ['--base', 'debian:12=@/base'], paths)).toMatchObject({ status: 2 });
    const { status, out } = ran(files, ['--base', 'debian:12=@/base', '--take-runs-as-harmless'], paths);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'unreadable', at: '/etc', line: 0 });
    expect(status).toBe(1);
  });

  it('takes the .dockerignore that is named after the Dockerfile', () => {
    const files = {
      'context/Dockerfile': 'FROM scratch\nCOPY deny.json /etc/pol/\n',
      'context/deny.json': '{}',
      'context/.dockerignore': '',
      'context/Dockerfile.dockerignore': '*.json\n',
    };
    expect(ran(files, [], { ...paths, POLICY_USER: '1000' })).toEqual({ status: 2, out: '' });
  });
});

describe('the command line', () => {
  it.each([
    ['no folder', [], paths],
    ['three', ['a', 'b', 'c'], paths],
    ['nothing to check', ['context'], { POLICY_PATHS: '\n' }],
    ['an image without a folder', ['context', '--base', 'debian'], paths],
    ['a folder without an image', ['context', '--base', '=folder'], paths],
    ['an unknown option', ['context', '--bases', 'a=b'], paths],
  ])('is refused: %s', (_, words, environment) => {
    expect(parseCommandLine(words, environment)).toEqual(expect.any(String));
  });

  it('takes a user who is empty for none, not for root', () => {
    const read = parseCommandLine(['context'], { ...paths, POLICY_USER: '' });
    expect(read).toMatchObject({ user: undefined, harmlessRuns: false });
  });

  it('takes a folder’s name with an equals sign whole', () => {
    const read = parseCommandLine(['context', '--base', 'a=b=c'], paths);
    expect(read).toMatchObject({ bases: new Map([['a', 'b=c']]) });
  });
});
