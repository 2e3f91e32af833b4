import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Containment } from '../containment/containment.ts';
import { openWorlds } from '../workspace/worlds.ts';
import { containments, livingIn } from './fixtures/trial.ts';

const fixture = fileURLToPath(new URL('fixtures/dies.ts', import.meta.url));

/** A harness in the middle of a run; resolves once its program runs. */
async function harnessInARun(containment: Containment['kind']) {
  const child = spawn(process.execPath, ['--import', 'tsx', fixture, containment], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { folder } = JSON.parse(line);
  while (!existsSync(`${folder}/1/fixed`)) {
    expect(child.exitCode).toBeNull();
    await after(10);
  }
  return { child, folder };
}

describe.each(containments)('a harness that is killed in a run contained by $kind', ({ kind }) => {
  it('leaves neither process nor world once another one has started', async () => {
    const { child, folder } = await harnessInARun(kind);
    expect(livingIn(folder).length).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(existsSync(folder)).toBe(true);
    using worlds = openWorlds();
    expect(existsSync(worlds.folder)).toBe(true);
    expect(existsSync(folder)).toBe(false);
    while (livingIn(folder).length > 0) await after(10);
  });

  it('is left alone by another one while it lives', async () => {
    const { child, folder } = await harnessInARun(kind);
    try {
      using worlds = openWorlds();
      expect(worlds.folder).not.toBe(folder);
      expect(existsSync(`${folder}/1/fixed`)).toBe(true);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    using worlds = openWorlds();
    expect(existsSync(worlds.folder)).toBe(true);
    expect(existsSync(folder)).toBe(false);
  });
});
