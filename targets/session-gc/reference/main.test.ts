import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { dir } from 'tmp-promise';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('main.ts', import.meta.url));
const loader = createRequire(import.meta.url).resolve('tsx');

let root = '';
let cleanup = async (): Promise<void> => {};
beforeEach(async () => {
  const made = await dir({ unsafeCleanup: true });
  cleanup = made.cleanup;
  root = made.path;
});
afterEach(() => cleanup());

/** Sweeps a home while docker is that shell program. */
function sweep(home: string, docker: string, named?: string) {
  const path = join(root, 'docker');
  fs.writeFileSync(path, `#!/bin/sh\n${docker}\n`, { mode: 0o755 });
  const { status, stderr } = spawnSync(process.execPath, ['--import', loader, program], {
    encoding: 'utf8',
    env: { HOME: home, DOCKER: named ?? path, PATH: '/usr/bin:/bin', TMPDIR: root },
  });
  return { status, stderr };
}

describe('the reference as a command', () => {
  it('removes names that are no text, in a home whose path is more than ASCII', () => {
    const home = join(root, 'hömé 日本');
    const orphan = join(home, '.claude-container-beef');
    fs.mkdirSync(orphan, { recursive: true });
    fs.writeFileSync(Buffer.concat([Buffer.from(`${orphan}/`), Buffer.from([0xff, 0xfe])]), '');
    fs.writeFileSync(join(orphan, 'ünïcode'), '');
    expect(sweep(home, 'true')).toEqual({ status: 0, stderr: '' });
    expect(fs.readdirSync(home)).toEqual([]);
  });

  it('reads more names than fit into a megabyte, and keeps the one that stands last', () => {
    const home = join(root, 'home');
    fs.mkdirSync(join(home, '.claude-container-beef'), { recursive: true });
    const names = 'yes a-container-of-somebody-else | head -n 60000; echo drydock-web-beef';
    expect(sweep(home, names)).toEqual({ status: 0, stderr: '' });
    expect(fs.readdirSync(home)).toEqual(['.claude-container-beef']);
  });

  it('says why the folders are kept, and passes on what docker says', () => {
    const home = join(root, 'home');
    fs.mkdirSync(join(home, '.claude-container-beef'), { recursive: true });
    expect(sweep(home, 'echo no daemon >&2; exit 1')).toEqual({
      status: 0,
      stderr: 'no daemon\nsession folders are kept: docker ps failed with status 1\n',
    });
    expect(sweep(home, '', '/gone/\u001b[2J').stderr).toContain(
      'could not be run: spawnSync /gone/?[2J ENOENT',
    );
    expect(sweep(home, 'kill -KILL $$').stderr).toContain('docker ps was ended by SIGKILL');
    expect(fs.readdirSync(home)).toEqual(['.claude-container-beef']);
  });
});
