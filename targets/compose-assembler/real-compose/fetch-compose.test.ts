import { chmod, copyFile, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../../scripts/fetch-compose', import.meta.url));
let project: string;

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'seatrial-fetch-compose-'));
  await mkdir(join(project, 'scripts'));
  await mkdir(join(project, 'bin'));
  await mkdir(join(project, '.cache/compose'), { recursive: true });
  await copyFile(script, join(project, 'scripts/fetch-compose'));
  for (const name of ['dirname', 'head', 'mkdir', 'mktemp', 'rm', 'chmod', 'sed', 'awk'])
    await symlink(await whereIs(name), join(project, 'bin', name));
});

afterEach(async () => {
  await rm(project, { recursive: true });
});

async function whereIs(name: string): Promise<string> {
  return (await execa('/bin/sh', ['-c', `command -v ${name}`])).stdout;
}

async function program(path: string, text: string): Promise<void> {
  await writeFile(join(project, path), `#!/bin/sh\n${text}\n`);
  await chmod(join(project, path), 0o755);
}

/** The script in a project of its own, on a machine that has only what stands in `bin`. */
function fetchCompose() {
  const env = { PATH: join(project, 'bin'), TMPDIR: project };
  return execa('/bin/bash', [join(project, 'scripts/fetch-compose')], {
    env,
    extendEnv: false,
    reject: false,
  });
}

it('is silent and asks nobody when Compose is there', async () => {
  await program('.cache/compose/docker-compose', 'echo 2.26.1-4');
  expect(await fetchCompose()).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
});

it('says what it needs where there is no apt', async () => {
  const { exitCode, stderr } = await fetchCompose();
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(/^fetch-compose: needs apt-get .* SEATRIAL_COMPOSE$/);
});

it('does not take another version for the right one', async () => {
  await program('.cache/compose/docker-compose', 'echo 2.32.4');
  expect(await fetchCompose()).toMatchObject({ exitCode: 3 });
});

it("says so where the archive can't be reached, and leaves nothing behind", async () => {
  await program('bin/dpkg', 'exit 1');
  await program(
    'bin/apt-get',
    `case "$*" in
    "--print-uris update") echo "'http://archive.invalid/debian/dists/stable/InRelease' a 0" ;;
    *) echo "E: Failed to fetch the list" >&2; exit 100 ;;
    esac`,
  );
  const { exitCode, stderr } = await fetchCompose();
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(/^fetch-compose: this machine's archive .*: E: Failed to fetch the list$/);
  await expect(stat(join(project, '.cache/compose/docker-compose'))).rejects.toThrow('ENOENT');
});
