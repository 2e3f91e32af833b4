import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { dir } from 'tmp-promise';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));
const limitMs = 10_000;

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(arguments_: readonly string[], umask = '022'): Promise<Ran> {
  // The shell sets the umask and is then replaced: nothing stands between the program and its arguments.
  const shell = [
    '-c',
    `umask ${umask}; exec "$0" --import tsx "$@"`,
    process.execPath,
    program,
    ...arguments_,
  ];
  const child = spawn('/bin/sh', shell, { stdio: ['ignore', 'pipe', 'pipe'], timeout: limitMs });
  let out = '';
  let err = '';
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    err += data.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', status => resolve({ status, out, err }));
  });
}

describe('the command on real files', () => {
  let root = '';
  let cleanup = async (): Promise<void> => {};
  let source = '';
  let folder = '';
  let target = '';
  let marker = '';

  beforeEach(async () => {
    const made = await dir({ unsafeCleanup: true });
    root = made.path;
    cleanup = made.cleanup;
    folder = join(root, 'container');
    fs.mkdirSync(folder);
    source = join(root, 'claude.json');
    target = join(folder, 'claude.json');
    marker = join(folder, 'last-sync');
    fs.writeFileSync(source, '{"big":9007199254740993,"projects":{"/repo":1},"__proto__":{"a":1.0}}');
    fs.writeFileSync(target, 'old', { mode: 0o600 });
  });
  afterEach(() => cleanup());

  function expectUntouched(): void {
    expect(fs.readFileSync(target, 'utf8')).toBe('old');
    expect(fs.statSync(target).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(folder)).toEqual(['claude.json']);
  }

  it('replaces the target, mode 0644 under umask 077, and touches the marker', async () => {
    const inode = fs.statSync(target).ino;
    const ran = await run([source, target, marker], '077');
    expect(ran).toEqual({ status: 0, out: `refreshed ${target}\n`, err: '' });
    expect(fs.readFileSync(target, 'utf8')).toBe(
      '{\n  "big":9007199254740993,\n  "__proto__":{"a":1.0}\n}\n',
    );
    expect(fs.statSync(target).mode & 0o777).toBe(0o644);
    expect(fs.statSync(target).ino).not.toBe(inode);
    expect(fs.statSync(marker).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(folder).sort()).toEqual(['claude.json', 'last-sync']);
  });

  it('makes an old marker fresh and drops the keys it is told', async () => {
    fs.writeFileSync(marker, '');
    fs.utimesSync(marker, 1, 1);
    const before = Date.now();
    expect((await run([source, target, marker, '--drop', 'big', '--drop', '__proto__'])).status).toBe(0);
    expect(JSON.parse(fs.readFileSync(target, 'utf8'))).toEqual({ projects: { '/repo': 1 } });
    expect(fs.statSync(marker).mtimeMs).toBeGreaterThanOrEqual(before - 1000);
  });

  it('follows a linked source and leaves the link and the file alone', async () => {
    const link = join(root, 'link.json');
    fs.symlinkSync('claude.json', link);
    const before = fs.statSync(source).mtimeMs;
    expect((await run([link, target, marker])).status).toBe(0);
    expect(fs.readlinkSync(link)).toBe('claude.json');
    expect(fs.statSync(source).mtimeMs).toBe(before);
  });

  it('refuses a linked target and does not write through it', async () => {
    const other = join(root, 'other.json');
    fs.writeFileSync(other, 'theirs');
    fs.rmSync(target);
    fs.symlinkSync(other, target);
    const ran = await run([source, target, marker]);
    expect(ran).toMatchObject({ status: 1, out: '' });
    expect(ran.err).toContain(`${target}: is a link`);
    expect(fs.readFileSync(other, 'utf8')).toBe('theirs');
    expect(fs.readdirSync(folder)).toEqual(['claude.json']);
  });

  it('refuses a folder as target', async () => {
    fs.rmSync(target);
    fs.mkdirSync(target);
    expect((await run([source, target, marker])).err).toContain('is a folder');
    expect(fs.readdirSync(target)).toEqual([]);
  });

  it('refuses a source that links to the target, a target and a marker that link to the source', async () => {
    const before = fs.readFileSync(source, 'utf8');
    fs.copyFileSync(source, target);
    const link = join(root, 'link.json');
    fs.symlinkSync(target, link);
    expect((await run([link, target, marker])).err).toContain(`${target}: is the source`);
    expect(fs.readFileSync(target, 'utf8')).toBe(before);
    fs.rmSync(link);
    fs.linkSync(source, link);
    expect((await run([source, link, marker])).err).toContain(`${link}: is the source`);
    expect((await run([source, target, link])).err).toContain(`${link}: is the source`);
    fs.symlinkSync(source, marker);
    const { mtimeMs } = fs.statSync(source);
    expect((await run([source, target, marker])).err).toContain(`${marker}: is a link`);
    expect(fs.statSync(source).mtimeMs).toBe(mtimeMs);
    expect(fs.readFileSync(target, 'utf8')).toBe(before);
    expect(fs.readdirSync(folder).sort()).toEqual(['claude.json', 'last-sync']);
  });

  it('refuses a FIFO as source at once', async () => {
    fs.rmSync(source);
    execFileSync('mkfifo', [source]);
    const ran = await run([source, target, marker]);
    expect(ran).toMatchObject({ status: 1, out: '' });
    expect(ran.err).toContain('is a fifo');
    expectUntouched();
  });

  it('refuses a folder, a socket, a missing and a damaged source', async () => {
    const socket = join(root, 'socket');
    const server = createServer().listen(socket);
    await new Promise(resolve => server.once('listening', resolve));
    const damaged = join(root, 'damaged.json');
    fs.writeFileSync(damaged, '{"token":"secret","pro');
    for (const [bad, reason] of [
      [root, 'is a folder, not a file'],
      [socket, 'cannot be opened (ENXIO)'],
      [join(root, 'none'), 'cannot be opened (ENOENT)'],
      [damaged, 'is not one JSON object: a string has no end at character 22'],
    ] as const) {
      const ran = await run([bad, target, marker]);
      expect(ran).toEqual({ status: 1, out: '', err: `config-refresher: ${bad}: ${reason}\n` });
      expectUntouched();
    }
    server.close();
  });

  it('removes what a killed run left more than an hour ago, and nothing else', async () => {
    const stale = join(folder, '.refreshing-0123456789abcdef');
    const young = join(folder, '.refreshing-fedcba9876543210');
    const foreign = join(folder, '.refreshing-notes');
    for (const path of [stale, young, foreign]) fs.writeFileSync(path, 'x');
    for (const path of [stale, foreign]) fs.utimesSync(path, 1, 1);
    expect((await run([source, target, marker])).status).toBe(0);
    expect([stale, young, foreign].map(path => fs.existsSync(path))).toEqual([false, true, true]);
  });

  it('says how it is called: status 2', async () => {
    const ran = await run([source, target]);
    expect(ran.status).toBe(2);
    expect(ran.err).toContain('usage: config-refresher SOURCE TARGET MARKER');
    expect((await run([source, source, marker])).status).toBe(2);
    expectUntouched();
  });
});
