import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { withDir } from 'tmp-promise';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const lineSchema = z.object({
  err: z.string().optional(),
  resource: z.string().optional(),
  fix: z.string().optional(),
});

/** Runs the command as it is, with an environment of its own. */
async function run(given: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { exitCode, stderr, stdout } = await execa(process.execPath, ['--import', 'tsx', main, ...given], {
    env: { ...env, PATH: process.env['PATH'] },
    extendEnv: false,
    reject: false,
  });
  const lines = stderr
    .split('\n')
    .filter(line => line !== '')
    .map(line => lineSchema.parse(JSON.parse(line)));
  return { exitCode, stdout, told: lines.flatMap(({ err }) => err ?? []), lines, stderr };
}

describe.runIf(process.platform === 'linux')('the command', () => {
  it('starts with warnings outside of production, and looks at the real folder', async () => {
    await withDir(
      async ({ path }) => {
        const cache = join(path, 'cache');
        await mkdir(cache);
        await chmod(cache, 0o755);
        const loose = await run(['--domain', 'a.example', '--cert-cache', cache]);
        expect(loose.exitCode).toBe(0);
        expect(loose.told).toContain('ErrCacheDirInsecure');
        await chmod(cache, 0o700);
        expect((await run(['--domain', 'a.example', '--cert-cache', cache])).told).not.toContain(
          'ErrCacheDirInsecure',
        );
        const link = join(path, 'link');
        await symlink(cache, link);
        expect((await run(['--domain', 'a.example', '--cert-cache', `${link}/`])).told).toContain(
          'ErrCacheDirInsecure',
        );
      },
      { unsafeCleanup: true },
    );
  });

  it('refuses in production, and says each failure with what to do', async () => {
    const { exitCode, told, lines, stdout } = await run(
      ['--domain', 'a.example', '--listen', ':6060', '--insecure-listen', '127.0.0.1:0'],
      { PYRYCODE_RELAY_PRODUCTION: '1', FLY_APP_NAME: 'canary' },
    );
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    for (const sentinel of [
      'ErrUnexpectedListener',
      'ErrInvalidConfig',
      'ErrInsecureListenInProduction',
      'ErrMultiInstanceDeployDetected',
    ]) {
      expect(told).toContain(sentinel);
    }
    expect(told.includes('ErrRunningAsRoot')).toBe(process.geteuid?.() === 0);
    for (const line of lines) expect(line.fix).toBeTruthy();
    expect(JSON.stringify(lines)).not.toContain('canary');
  });

  it('refuses a typo in any mode, and announces no listener then', async () => {
    const { exitCode, told, stderr } = await run(['--domain', 'a.example'], {
      PYRYCODE_RELAY_PRODUCTION: 'true',
    });
    expect(exitCode).toBe(2);
    expect(told).toContain('ErrInvalidConfig');
    expect(stderr).not.toContain('would listen');
  });
});
