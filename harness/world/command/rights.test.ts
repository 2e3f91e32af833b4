import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { canMount } from '../workspace/can-mount.ts';
import { mayGiveAway } from './rights.ts';

const isRoot = process.geteuid?.() === 0;
const namespaced = spawnSync('unshare', ['-Ur', 'true']).status === 0;
const without = spawnSync('setpriv', ['--bounding-set=-sys_admin', '--inh-caps=-all', 'true']).status === 0;

/** What a process that is started by these words says of itself. */
function asked(...words: readonly string[]): string {
  const [rights, mounts] = ['./rights.ts', '../workspace/can-mount.ts'].map(
    path => new URL(path, import.meta.url).href,
  );
  const script = `
    const { mayGiveAway } = await import(${JSON.stringify(rights)});
    const { canMount } = await import(${JSON.stringify(mounts)});
    const { mkdtempSync, rmdirSync } = await import('node:fs');
    const folder = mkdtempSync(${JSON.stringify(join(tmpdir(), 'seatrial-rights-'))});
    console.log(mayGiveAway(), canMount(folder));
    rmdirSync(folder);`;
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const node = [process.execPath, '--import', tsx, '--input-type=module', '-e', script];
  const [program = '', ...rest] = [...words, ...node];
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  return spawnSync(program, rest, { encoding: 'utf8', cwd }).stdout.trim();
}

describe('what a harness may do', () => {
  it.skipIf(!isRoot || !without)(
    'as root without CAP_SYS_ADMIN: give away, and not mount (takes root)',
    () => {
      expect(asked('setpriv', '--bounding-set=-sys_admin', '--inh-caps=-all')).toBe('true false');
    },
  );

  it.skipIf(!namespaced)('as root of a user namespace of one: neither (takes user namespaces)', () => {
    expect(asked('unshare', '-Ur')).toBe('false false');
  });

  it.skipIf(!namespaced)('as root of one with mounts of its own: mount (takes user namespaces)', () => {
    expect(asked('unshare', '-Urm')).toBe('false true');
  });

  it('leaves nothing behind where it tries to mount', () => {
    const folder = mkdtempSync(join(tmpdir(), 'seatrial-rights-'));
    canMount(folder);
    expect(readdirSync(folder)).toEqual([]);
    rmdirSync(folder);
    expect(isRoot || !mayGiveAway()).toBe(true);
  });
});
