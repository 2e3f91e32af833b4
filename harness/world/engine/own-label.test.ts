import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { isLeftBehind, newLabel } from './own-label.ts';

const hour = 3_600_000;
const onLinux = process.platform === 'linux';
const whyNot = onLinux ? '' : ' (skipped: no proc file system)';

describe.runIf(onLinux)(`a label${whyNot}`, () => {
  const own = newLabel();
  const [, start, namespace, boot, random] = own.split('-');

  it('is another one each time', () => {
    expect(newLabel()).not.toBe(own);
  });

  it('is not left behind while its process lives, however old', () => {
    expect(isLeftBehind(own, 1_000 * hour)).toBe(false);
  });

  it('is left behind when its process is dead, or another one has its number', () => {
    const { pid } = spawnSync('true');
    expect(isLeftBehind([pid, start, namespace, boot, random].join('-'), 0)).toBe(true);
    expect(isLeftBehind([process.pid, '1', namespace, boot, random].join('-'), 0)).toBe(true);
  });

  it.each([
    ['pid namespace', ['1', '1', '1', boot, random]],
    ['boot or machine', [process.pid, start, namespace, '00000000', random]],
  ])('of another %s is left behind after a day', (_, parts) => {
    expect(isLeftBehind(parts.join('-'), 23 * hour)).toBe(false);
    expect(isLeftBehind(parts.join('-'), 25 * hour)).toBe(true);
  });

  it.each(['', 'mine', '1-2-3', `${'1-2-3-x-'}${random}`])(
    'that nobody here made, as "%s", never is',
    label => {
      expect(isLeftBehind(label, 1_000 * hour)).toBe(false);
    },
  );
});
