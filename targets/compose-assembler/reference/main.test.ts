import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { dir } from 'tmp-promise';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const command = fileURLToPath(new URL('./main.ts', import.meta.url));
const submounts = fileURLToPath(new URL('./submounts/main.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');

const base = 'services:\n  agent:\n    image: drydock/agent\n    volumes: ["/opt/policy:/policy:ro"]\n';
const mode = 'services:\n  agent:\n    networks: [inner]\nnetworks:\n  inner:\n    internal: true\n';
const hardening = 'services:\n  agent:\n    cap_drop: [ALL]\n    security_opt: ["no-new-privileges:true"]\n';

let folder: Awaited<ReturnType<typeof dir>>;
let environment: Record<string, string>;

beforeEach(async () => {
  folder = await dir({ unsafeCleanup: true });
  const at = (name: string) => `${folder.path}/${name}`;
  for (const name of ['app', 'overlays', 'generators']) await mkdir(at(name));
  await writeFile(at('base.yml'), base);
  await writeFile(at('mode.yml'), mode);
  await writeFile(at('hardening.yml'), hardening);
  environment = {
    PATH: process.env['PATH'] ?? '',
    COMPOSE_BASE: at('base.yml'),
    COMPOSE_MODE_OVERLAY: at('mode.yml'),
    COMPOSE_HARDENING: at('hardening.yml'),
    OVERLAY_DIR: at('overlays'),
    GENERATORS_DIR: at('generators'),
    GENERATOR_TIMEOUT: '2',
  };
});

afterEach(() => folder.cleanup());

async function generator(name: string, script: string, permissions = 0o755): Promise<void> {
  const path = `${folder.path}/generators/${name}`;
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, permissions);
}

function run(project = 'app') {
  return execa(process.execPath, ['--import', tsx, command, `${folder.path}/${project}`], {
    env: environment,
    extendEnv: false,
    reject: false,
    stripFinalNewline: true,
  });
}

const benign = 'printf "services:\\n  agent:\\n    environment:\\n      EDITOR: vi\\n" >"$1"';

async function expectFailure(message: string): Promise<void> {
  const { exitCode, stdout, stderr } = await run();
  expect(stderr).toContain(message);
  expect(exitCode).toBe(1);
  expect(stdout).toBe('');
  expect(await readdir(`${folder.path}/overlays`)).toEqual([]);
}

describe('the assembler as a command', () => {
  it('prints base, mode, hardening and what generators wrote, in byte order', async () => {
    await generator('b-labels', 'printf "services: {agent: {labels: {a: b}}}" >"$1"');
    await generator('B-editor', benign);
    await generator('nothing', 'exit 0');
    await generator('.hidden', 'exit 1');
    const { exitCode, stdout, stderr } = await run();
    expect(stderr).toBe('mode: contained');
    expect(exitCode).toBe(0);
    const { path } = folder;
    expect(stdout.split('\n').filter(line => line !== '-f')).toEqual([
      `${path}/base.yml`,
      `${path}/mode.yml`,
      `${path}/hardening.yml`,
      `${path}/overlays/001-B-editor.yml`,
      `${path}/overlays/002-b-labels.yml`,
    ]);
  });

  it('names a generator that exits with a failure, and quotes what it said', async () => {
    await generator('10-broken', 'echo "mode: contained" >&2; exit 7');
    await expectFailure('generator "10-broken" exited with status 7, saying "mode: contained"');
  });

  it('names a generator that is killed in the middle of writing', async () => {
    await generator('10-killed', `${benign}; kill -9 $$`);
    await expectFailure('generator "10-killed" was killed by SIGKILL');
  });

  it('names a generator that can not be run', async () => {
    await generator('10-plain', 'exit 0', 0o644);
    await expectFailure('generator "10-plain" can\'t be run');
  });

  it('ends a generator that hangs, and its children', async () => {
    environment['GENERATOR_TIMEOUT'] = '0.5';
    await generator('10-hangs', `sleep 60 & echo $! >"${folder.path}/app/child"; wait`);
    await expectFailure('generator "10-hangs" did not end within 0.5 s');
    const child = (await readFile(`${folder.path}/app/child`, 'utf8')).trim();
    const { stdout } = await execa('ps', ['-o', 'stat=', '-p', child], { reject: false });
    // Gone, or dead and waiting for its parent.
    expect(stdout).toMatch(/^$|^Z/);
  });

  it('ends what a generator leaves running, before it judges its file', async () => {
    await generator(
      '10-lingers',
      `${benign}; (sleep 0.3; echo "services: {agent: {privileged: true}}" >"$1") &`,
    );
    await generator('20-slow', 'sleep 1');
    const { exitCode } = await run();
    expect(exitCode).toBe(0);
    const text = await readFile(`${folder.path}/overlays/001-10-lingers.yml`, 'utf8');
    expect(text).not.toContain('privileged');
  });

  it('refuses an overlay that opens the sandbox', async () => {
    await generator('10-tools', 'echo "services: {agent: {cap_add: [SYS_ADMIN]}}" >"$1"');
    await expectFailure('generator "10-tools" sets "cap_add" of service "agent"');
  });

  it('refuses a link, a FIFO and bytes that are not UTF-8 in place of a file', async () => {
    await generator('10-link', 'ln -s "$COMPOSE_BASE" "$1"');
    await generator('20-fifo', 'mkfifo "$1"');
    await generator('30-bytes', 'printf "services: {agent: {labels: {a: \\377}}}" >"$1"');
    const { stderr } = await run();
    expect(stderr).toContain('generator "10-link" left a link');
    expect(stderr).toContain('generator "20-fifo" left something that is not a file');
    expect(stderr).toContain('generator "30-bytes" left a file that can\'t be read');
  });

  it('refuses a mount through a link that leads out of the project', async () => {
    await symlink('/var/run', `${folder.path}/app/run`);
    await generator(
      '10-run',
      `echo "services: {agent: {volumes: ['$PWD/run:/x:ro']}}" >"$1"`.replace('$PWD', `${folder.path}/app`),
    );
    await expectFailure('which is outside the project');
  });

  it('fails when a mandatory file is missing, and runs nothing', async () => {
    environment['COMPOSE_HARDENING'] = `${folder.path}/nowhere.yml`;
    await generator('10-runs', `touch "${folder.path}/app/ran"`);
    await expectFailure('COMPOSE_HARDENING');
    expect(await readdir(`${folder.path}/app`)).toEqual([]);
  });

  it('leaves hardening out for exactly 1 and keeps it for everything else', async () => {
    for (const [value, kept] of [
      ['1', false],
      ['true', true],
      ['', true],
      [' 1', true],
    ] as const) {
      environment['NO_HARDENING'] = value;
      const { stdout } = await run();
      expect(stdout.includes('hardening.yml')).toBe(kept);
    }
  });

  it('does not touch a folder of generated files that is not empty', async () => {
    await writeFile(`${folder.path}/overlays/mine`, 'x');
    const { exitCode } = await run();
    expect(exitCode).toBe(1);
    expect(await readdir(`${folder.path}/overlays`)).toEqual(['mine']);
  });

  it('says everything that is wrong with its settings', async () => {
    environment = { PATH: environment['PATH'] ?? '', NO_HARDENING: '1', GENERATOR_TIMEOUT: 'soon' };
    const { exitCode, stderr } = await run();
    expect(exitCode).toBe(2);
    expect(stderr.match(/is not set/g)).toHaveLength(4);
    expect(stderr).toContain('GENERATOR_TIMEOUT must be a number of seconds, got "soon"');
    expect(stderr).not.toContain('COMPOSE_HARDENING');
  });
});

describe('submounts as a generator', () => {
  it('hands over hostile names and values as they are', async () => {
    const project = 'a "b": $HOME #1\n\u2028é\\';
    const names = ['a: b', "it's", '-rf', '#x', '${HOME}', 'two\nlines', '日本'];
    await mkdir(`${folder.path}/${project}`);
    await writeFile(`${folder.path}/${project}/.submounts`, names.map(name => `${name}\0`).join(''));
    environment['SESSION_NOTE'] = 'it costs $5 "or so"\n';
    await generator('10-submounts', `exec "${process.execPath}" --import "${tsx}" "${submounts}" "$1"`);
    const { exitCode, stderr } = await run(project);
    expect(stderr).toBe('mode: contained');
    expect(exitCode).toBe(0);
    const text = await readFile(`${folder.path}/overlays/001-10-submounts.yml`, 'utf8');
    const { agent } = parse(text).services;
    expect(Object.keys(agent)).toEqual(['environment', 'volumes']);
    expect(agent.environment).toEqual({ SESSION_NOTE: 'it costs $$5 "or so"\n' });
    expect(agent.volumes.map(({ source }: { source: string }) => source.replaceAll('$$', '$'))).toEqual(
      names.map(name => `${folder.path}/${project}/${name}`),
    );
  });

  it('fails for a name that would leave the project', async () => {
    await writeFile(`${folder.path}/app/.submounts`, '../other\0');
    await generator('10-submounts', `exec "${process.execPath}" --import "${tsx}" "${submounts}" "$1"`);
    await expectFailure('generator "10-submounts" exited with status 1');
  });
});
