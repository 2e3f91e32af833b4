import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const installTools = fileURLToPath(new URL('../../../scripts/install-tools', import.meta.url));
const packages =
  'bubblewrap strace util-linux mount e2fsprogs bash jq python3 tmux buildah docker.io busybox-static golang-go'.split(
    ' ',
  );

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-install-'));
  for (const name of ['mktemp', 'rm', 'grep', 'timeout', 'chmod'])
    await symlink(`/usr/bin/${name}`, join(folder, name));
});
afterEach(() => rm(folder, { recursive: true }));

async function script(name: string, text: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${text}\n`);
  await chmod(join(folder, name), 0o755);
}

/** Runs it where PATH has nothing but what the test puts there. */
async function run(): Promise<{ readonly exitCode: number | undefined; readonly stdout: string }> {
  const { exitCode, stdout } = await execa('/bin/bash', [installTools], {
    env: { PATH: folder, TMPDIR: folder, SEATRIAL_POLICY_RC_D: join(folder, 'policy') },
    extendEnv: false,
    reject: false,
  });
  return { exitCode, stdout };
}

describe('scripts/install-tools', () => {
  it('says on a machine without apt-get what it leaves out, and does not fail', async () => {
    expect(await run()).toEqual({
      exitCode: 0,
      stdout: `install-tools: there is no apt-get here; not installed: ${packages.join(' ')}`,
    });
  });

  it('says to a user who is not root what root would do, and does not fail', async () => {
    await script('id', 'echo 1000');
    await script('apt-get', 'echo "$@" >>"${0%/*}/called"');
    const { exitCode, stdout } = await run();
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`As root: apt-get install ${packages.join(' ')}`);
    await expect(readFile(join(folder, 'called'), 'utf8')).rejects.toThrow('ENOENT');
  });

  it('installs what is missing, one by one, and goes on after what can not be had', async () => {
    await script('id', 'echo 0');
    await script('strace', 'exit 0');
    await script('apt-get', 'case "$*" in *jq) echo "E: no tea" >&2; exit 100;; esac');
    const { exitCode, stdout } = await run();
    const expected = packages
      .filter(name => name !== 'strace')
      .map(name => (name === 'jq' ? 'could not install jq: E: no tea' : `installed ${name}`));
    expect(exitCode).toBe(0);
    expect(stdout.split('\n')).toEqual(expected.map(line => `install-tools: ${line}`));
  });

  it('lets no package start a service, now or later, and leaves the machine to do so again', async () => {
    await script('id', 'echo 0');
    await script(
      'apt-get',
      'case "$*" in *docker.io) "${0%/*}/policy" || echo $? >"${0%/*}/forbidden";; esac',
    );
    await script('systemctl', 'echo "$*" >"${0%/*}/disabled"');
    await run();
    expect(await readFile(join(folder, 'forbidden'), 'utf8')).toBe('101\n');
    expect(await readFile(join(folder, 'disabled'), 'utf8')).toContain(
      'disable docker.service docker.socket',
    );
    await expect(readFile(join(folder, 'policy'), 'utf8')).rejects.toThrow('ENOENT');
  });

  it('leaves alone what the machine says of services', async () => {
    await script('id', 'echo 0');
    await script('apt-get', '');
    await script('policy', 'exit 0');
    await run();
    expect(await readFile(join(folder, 'policy'), 'utf8')).toContain('exit 0');
  });

  it('says nothing where nothing is missing', async () => {
    for (const name of [
      'bwrap',
      'strace',
      'setpriv',
      'mount',
      'chattr',
      'bash',
      'jq',
      'python3',
      'tmux',
      'buildah',
      'dockerd',
      'busybox',
      'go',
    ])
      await script(name, 'exit 0');
    expect(await run()).toEqual({ exitCode: 0, stdout: '' });
  });
});
