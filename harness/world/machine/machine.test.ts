import { chmod, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { probeMachine } from './machine.ts';
import type { Probe } from './probe.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-machine-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function script(name: string, text: string): Promise<void> {
  const file = join(folder, name);
  await writeFile(file, `#!/bin/sh\n${text}\n`);
  await chmod(file, 0o755);
}

function named(probes: readonly Probe[], name: string): Probe {
  const probe = probes.find(each => each.name === name);
  if (probe === undefined) throw new Error(`there is no probe "${name}"`);
  return probe;
}

describe('a bare machine', () => {
  it('lacks every program, and every package that would help is named', async () => {
    const probes = await probeMachine({ PATH: '/nonexistent' });
    const packages = Object.fromEntries(
      probes.filter(({ works }) => !works).map(probe => [probe.name, probe.packages]),
    );
    expect(packages).toMatchObject({
      'user namespaces': ['util-linux'],
      'other identities': ['util-linux'],
      strace: ['strace'],
      'limited disks': ['util-linux', 'mount'],
      'immutable files': ['e2fsprogs'],
      bubblewrap: ['bubblewrap'],
      'mount namespaces': ['util-linux', 'mount'],
      'network namespaces': ['util-linux'],
      bash: ['bash'],
      jq: ['jq'],
      python3: ['python3'],
      go: ['golang-go'],
    });
  });

  it('is told of, also where nothing can be written', async () => {
    await script('file', '');
    vi.stubEnv('TMPDIR', join(folder, 'file/tmp'));
    const probes = await probeMachine({ PATH: '/nonexistent' });
    expect(probes.filter(({ works }) => works)).toEqual([]);
    expect(new Set(probes.map(({ detail }) => detail))).toEqual(
      new Set([`${join(folder, 'file/tmp')} can not be written to`]),
    );
  });
});

describe('probes', () => {
  it('leave nothing behind, and take no longer than a second or two', async () => {
    vi.stubEnv('TMPDIR', folder);
    const mounts = await readFile('/proc/self/mountinfo', 'utf8');
    const began = performance.now();
    const probes = await probeMachine();
    expect(performance.now() - began).toBeLessThan(6_000);
    expect(await readdir(folder)).toEqual([]);
    expect(await readFile('/proc/self/mountinfo', 'utf8')).toBe(mounts);
    expect(named(probes, 'node')).toMatchObject({ works: true, detail: process.versions.node });
  });

  it('have names of their own, and say what is lost and what would help', async () => {
    const probes = await probeMachine({ PATH: '/nonexistent' });
    expect(new Set(probes.map(({ name }) => name)).size).toBe(probes.length);
    for (const { costs, fix, detail } of probes) {
      expect([costs, fix, detail].join('')).not.toMatch(/\n|\.$/);
      expect(costs.length * fix.length * detail.length).toBeGreaterThan(0);
    }
  });

  it('keep their order by group', async () => {
    const probes = await probeMachine({ PATH: '/nonexistent' });
    const order = probes.map(({ group }) => group).filter((group, nth, all) => group !== all[nth - 1]);
    expect(order).toEqual([...new Set(order)]);
  });

  it('do not believe a strace that only says that it worked', async () => {
    await script('strace', 'exit 0');
    const probes = await probeMachine({ PATH: folder });
    expect(named(probes, 'strace')).toMatchObject({ works: false, packages: [] });
  });

  it('do not believe a strace that traces but does not inject', async () => {
    await script('strace', 'echo \'chdir("/") = 0\' >&2');
    const probes = await probeMachine({ PATH: folder });
    expect(named(probes, 'strace')).toMatchObject({ works: false, detail: 'chdir("/") = 0' });
  });

  it('do not believe a bubblewrap that contains nothing', async () => {
    await script('bwrap', 'while [ "$1" != sh ]; do shift; done; exec "$@"');
    const probes = await probeMachine({ PATH: `${folder}:/usr/bin:/bin` });
    expect(named(probes, 'bubblewrap').works).toBe(false);
  });

  it('do not believe a setpriv that changes nothing', async () => {
    await script('setpriv', 'cat /proc/self/status');
    const probes = await probeMachine({ PATH: `${folder}:/usr/bin:/bin` });
    expect(named(probes, 'other identities').works).toBe(false);
  });

  it('do not believe a chattr that protects nothing', async () => {
    await script('chattr', 'exit 0');
    const probes = await probeMachine({ PATH: `${folder}:/usr/bin:/bin` });
    expect(named(probes, 'immutable files').works).toBe(false);
  });

  it('name the package of a program that only the shell would find', async () => {
    for (const name of ['sh', 'unshare', 'true']) await symlink(`/usr/bin/${name}`, join(folder, name));
    const probes = await probeMachine({ PATH: folder });
    expect(named(probes, 'immutable files').packages).toEqual(['e2fsprogs']);
  });

  it('say where a program is that programs under test would not find', async () => {
    await script('go', 'echo go version go9.9.9 plan9/amd64');
    const probes = await probeMachine({ PATH: folder });
    const { works, detail } = named(probes, 'go');
    expect(works).toBe(true);
    expect(detail).toMatch(/^9\.9\.9, in .+: programs under test find it only where "path"/);
  });

  it('take the Compose that SEATRIAL_COMPOSE names, by what it merges', async () => {
    const answers = 'case "$*" in *config) echo "user: \'4321\'";; *version*) echo 2.31.0;; esac';
    await script('my-compose', answers);
    const composeTwo = async (file: string) =>
      named(
        await probeMachine({ PATH: '/nonexistent', SEATRIAL_COMPOSE: join(folder, file) }),
        'docker-compose 2',
      );
    expect(await composeTwo('my-compose')).toMatchObject({
      works: true,
      detail: `2.31.0: ${join(folder, 'my-compose')}`,
    });
    await script('merges-nothing', answers.replace('4321', '1'));
    expect((await composeTwo('merges-nothing')).detail).not.toContain('merges-nothing');
  });
});
