import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dir } from 'tmp-promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isThere } from './is-there.ts';

describe('a path below another root', () => {
  let root: Awaited<ReturnType<typeof dir>>;
  beforeAll(async () => {
    root = await dir({ unsafeCleanup: true });
    mkdirSync(`${root.path}/run`);
    mkdirSync(`${root.path}/var`);
    writeFileSync(`${root.path}/run/only-there.sock`, '');
    symlinkSync('/run', `${root.path}/var/run`);
    symlinkSync('round', `${root.path}/round`);
    symlinkSync('../../../run', `${root.path}/var/up`);
  });
  afterAll(() => root.cleanup());

  it.each([
    ['/', true],
    ['/run/only-there.sock', true],
    ['/var/run/only-there.sock', true],
    ['/var/up/only-there.sock', true],
    ['/var/run/nothing', false],
    ['/etc/passwd', false],
    ['/round', false],
  ])('%s is there: %s', (path, there) => {
    expect(isThere(path, root.path)).toBe(there);
  });
});
