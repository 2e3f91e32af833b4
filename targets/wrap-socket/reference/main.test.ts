import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { withDir } from 'tmp-promise';
import { describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const words = ['--import', 'tsx', main];

function start(folder: string, caller: string) {
  const child = spawn(process.execPath, [...words, folder, caller], { stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit');
  return { child, ended, line: async () => (await lines.next()).value };
}

describe('the reference as a command', () => {
  it.each([[[]], [['/tmp/x', '1001', 'more']], [['/tmp/x', '1001 ']]])(
    'is wrongly called with %j: exit 2, and why',
    args => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [...words, ...args], {
        encoding: 'utf8',
      });
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/usage|no user id/);
      expect(existsSync('/tmp/x')).toBe(false);
    },
  );

  it('serves below a path that is longer than the name of a socket may be, and ends when asked', async () => {
    await withDir(
      async ({ path }) => {
        const deep = join(path, 'd'.repeat(100), 'e'.repeat(100));
        mkdirSync(deep, { recursive: true });
        const folder = join(deep, 'sockets');
        const { child, ended, line } = start(folder, '-');
        expect(await line()).toBe('ready');
        expect(readdirSync(folder)).toEqual(['notify.sock', 'ptrace.sock', 'signal.sock']);
        expect(lstatSync(folder).mode & 0o7777).toBe(0o711);
        child.kill('SIGTERM');
        expect(await ended).toEqual([0, null]);
        expect(readdirSync(folder)).toEqual([]);
      },
      { unsafeCleanup: true },
    );
  });

  it('goes on when nobody reads what it says any more', async () => {
    await withDir(
      async ({ path }) => {
        const folder = join(path, 's');
        const { child, ended, line } = start(folder, '54321');
        expect(await line()).toBe('ready');
        child.stdout.destroy();
        for (const name of ['notify', 'signal', 'ptrace']) {
          const wrong = connect(join(folder, `${name}.sock`));
          // It is closed, and then its line is said: of all but the last, that has been.
          await once(wrong.resume(), 'close');
        }
        child.kill('SIGTERM');
        expect(await ended).toEqual([0, null]);
      },
      { unsafeCleanup: true },
    );
  });
});
