import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDir } from 'tmp-promise';
import { describe, expect, it } from 'vitest';
import type { Identity } from '../../stage.ts';
import { whyUnreachable } from './reachable.ts';

const none = '0000000000000000';
const somebody: Identity = {
  uid: { real: 54_321, effective: 54_321 },
  gid: { real: 54_321, effective: 54_321 },
  groups: [],
  bounding: '000001ffffffffff',
  inheritable: none,
  ambient: none,
  noNewPrivileges: false,
};

describe('a program of the caller', () => {
  it('is out of reach below a folder that is closed to others, and it is said which', async () => {
    await withDir(
      async ({ path }) => {
        const file = join(path, 'program');
        writeFileSync(file, '', { mode: 0o755 });
        chmodSync(path, 0o700);
        expect(whyUnreachable(file, somebody)).toBe(
          `uid 54321 can't read ${file}: ${path} has mode 0700. Put it where everybody may read it`,
        );
        chmodSync(path, 0o711);
        expect(whyUnreachable(file, somebody)).toBeUndefined();
        chmodSync(file, 0o711);
        expect(whyUnreachable(file, somebody)).toContain('it has mode 0711');
      },
      { unsafeCleanup: true },
    );
  });

  it('is within reach of its owner, and of who passes everything', async () => {
    await withDir(
      async ({ path }) => {
        const file = join(path, 'program');
        writeFileSync(file, '', { mode: 0o600 });
        chmodSync(path, 0o700);
        const own = process.geteuid?.() ?? 0;
        expect(whyUnreachable(file, { ...somebody, uid: { real: own, effective: own } })).toBeUndefined();
        expect(whyUnreachable(file, { ...somebody, ambient: '0000000000000002' })).toBeUndefined();
      },
      { unsafeCleanup: true },
    );
  });
});
