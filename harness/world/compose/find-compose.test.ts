import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCompose, findRelease } from './find-compose.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-find-compose-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A program that says a version, or whatever its lines do. */
async function program(name: string, ...lines: string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  await chmod(path, 0o755);
  return path;
}

describe('a real Compose is found', () => {
  it('where SEATRIAL_COMPOSE says', async () => {
    const path = await program('mine', 'echo 1.25.5');
    expect(await findCompose(1, { SEATRIAL_COMPOSE: path, PATH: '' })).toEqual({
      words: [path],
      generation: 1,
      version: '1.25.5',
    });
  });

  it('in PATH, by its version and not by its name', async () => {
    await mkdir(join(folder, 'first'));
    await program('first/docker-compose', 'echo 2.26.1-4');
    const second = await program('docker-compose', 'echo docker-compose version 1.29.2 >&2; echo 1.29.2');
    const found = await findCompose(1, { PATH: `${join(folder, 'first')}:${folder}` });
    expect(found).toMatchObject({ words: [second], version: '1.29.2' });
  });

  it('as a word of docker', async () => {
    const docker = await program('docker', 'test "$1 $2" = "compose version" && echo v1.99.0');
    expect(await findCompose(1, { PATH: folder })).toMatchObject({
      words: [docker, 'compose'],
      version: '1.99.0',
    });
  });

  it('and asked without anything of the caller', async () => {
    await program('docker-compose', 'test -z "$TOKEN$DOCKER_HOST" && echo 1.29.2');
    expect(await findCompose(1, { PATH: folder, TOKEN: 'secret', DOCKER_HOST: 'unix:///x' })).toBeDefined();
  });
});

it('finds a release, whoever packaged it, and no other', async () => {
  await program('docker-compose', 'echo 1.29.2-3');
  const docker = await program('docker', 'echo 1.29.21');
  expect(await findRelease('1.29.2', { PATH: folder })).toMatchObject({ version: '1.29.2-3' });
  await rm(join(folder, 'docker-compose'));
  expect(await findRelease('1.29.2', { PATH: folder })).toBeUndefined();
  expect(await findCompose(1, { PATH: folder })).toMatchObject({ words: [docker, 'compose'] });
});

describe('no real Compose is', () => {
  it('a program that fails, or says no version', async () => {
    await program('docker-compose', 'exit 1');
    await program('docker', 'echo unknown command: compose');
    expect(await findCompose(1, { PATH: folder })).toBeUndefined();
  });

  it('one of the other generation', async () => {
    await program('docker-compose', 'echo 2.26.1');
    expect(await findCompose(1, { PATH: folder })).toBeUndefined();
  });

  it('what SEATRIAL_COMPOSE names and does not answer: that is a fault', async () => {
    await expect(findCompose(2, { SEATRIAL_COMPOSE: join(folder, 'nothing') })).rejects.toThrow(
      /SEATRIAL_COMPOSE: ".*nothing" does not answer/,
    );
  });
});
