import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tryContainment } from './containment.ts';

describe.each(['bubblewrap', 'namespaces'] as const)('a cell (%s)', wanted => {
  const { kind, reason, enter } = tryContainment(wanted);
  const lacking = kind === 'none' ? ` (skipped: ${reason})` : '';

  /** What a script says in each of some cells, one after the other: those of one folder. */
  async function say(parent: string, scripts: readonly string[]): Promise<readonly string[]> {
    const folder = mkdtempSync(join(parent, 'seatrial-cell-'));
    try {
      const said: string[] = [];
      for (const script of scripts) {
        const cell = await enter({ writable: [folder], folder });
        const [program, ...rest] = cell.wrap(['/bin/sh', '-c', script]);
        said.push(spawnSync(program, rest, { encoding: 'utf8' }).stdout.trim());
        cell.leave();
      }
      return said;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  const which = 'readlink /proc/self/ns/mnt';

  it.skipIf(lacking !== '').each([
    ['the temporary folder', tmpdir()],
    ['/dev/shm', '/dev/shm'],
  ])(`is used again where worlds stand in %s${lacking}`, async (_, parent) => {
    const [first, second] = await say(parent, [which, which]);
    expect(first).toMatch(/^mnt:/);
    expect(second).toBe(first);
  });

  it.skipIf(lacking !== '').each([
    ['a file', ': >/dev/shm/left'],
    ['a byte more in one', 'echo >>/dev/shm/left'],
    ['a folder', 'mkdir /dev/shm/left'],
  ])(`is not used again when shared memory holds %s that was not there${lacking}`, async (_, leave) => {
    // Not by the number of its namespace: that of a cell that is gone is given out again.
    const [left] = (await say(tmpdir(), [leave, 'test -e /dev/shm/left || echo gone'])).slice(1);
    expect(left).toBe('gone');
  });
});
