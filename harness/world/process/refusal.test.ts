import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { refusedBecause } from './refusal.ts';

function refused(program: string, ...words: readonly string[]): string | undefined {
  const { status, stderr } = spawnSync(program, words, {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
  });
  return refusedBecause(status ?? 0, stderr);
}

const shut = [
  'unshare',
  '--user',
  '--map-root-user',
  'sh',
  '-c',
  'echo 0 >/proc/sys/user/max_user_namespaces && exec "$@"',
  'sh',
] as const;
const canShut = spawnSync(shut[0], [...shut.slice(1), 'true']).status === 0;

describe('a program that could not be started', () => {
  it.runIf(canShut)(
    `is told from one that ends with 1: no user namespace may be made${canShut ? '' : ' (skipped: none can be made here to forbid it in)'}`,
    () => {
      const [program, ...words] = shut;
      expect(refused(program, ...words, 'unshare', '--user', '--map-user=7', '--', 'true')).toMatch(
        /^unshare failed: /,
      );
    },
  );

  it('is told from one that is not there, by each program of ours', () => {
    for (const program of ['setpriv', 'env', 'setsid'])
      expect(refused(program, '/nonexistent/program')).toContain('/nonexistent/program');
  });

  it('is no program that ends as it wants', () => {
    expect(refused('sh', '-c', 'echo no >&2; exit 1')).toBeUndefined();
    expect(refused('sh', '-c', 'exit 126')).toBeUndefined();
  });
});
