import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { tryProgram } from './try-program.ts';

const here = { path: '/usr/bin:/bin', folder: '/' };

/** A zombie has ended, whoever has yet to reap it. */
async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State:\tZ');
  return !/^State:\s*Z/m.test(status);
}

describe('a program that is tried', () => {
  it('is ended with its children when it takes too long', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'seatrial-tried-'));
    try {
      const tried = await tryProgram(
        ['sh', '-c', 'sleep 60 & echo $! >child; wait'],
        { ...here, folder },
        500,
      );
      expect(tried).toEqual({ kind: 'failed', reason: 'it took longer than 0.5 s' });
      const child = Number(await readFile(join(folder, 'child'), 'utf8'));
      expect(child).toBeGreaterThan(1);
      await vi.waitFor(async () => expect(await isRunning(child)).toBe(false));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('sees nothing of the environment but PATH', async () => {
    const tried = await tryProgram(['env'], here);
    expect(tried).toMatchObject({ kind: 'ended', out: 'PATH=/usr/bin:/bin\nLC_ALL=C\n' });
  });

  it('may be absent', async () => {
    expect(await tryProgram(['no-such-program'], here)).toEqual({ kind: 'absent' });
  });

  it('may print without end', async () => {
    const tried = await tryProgram(['sh', '-c', 'head -c 1000000 /dev/zero'], here);
    expect(tried.kind === 'ended' && tried.out.length).toBe(65_536);
  });
});
