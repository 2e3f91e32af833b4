import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { dir } from 'tmp-promise';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nodeSeams } from './node-seams.ts';
import { NotRemoved, removeSession } from './remove.ts';
import type { Files } from './seams.ts';
import { type SessionFolder, sessionFolders } from './session-folders.ts';

let home = '';
let cleanup = async (): Promise<void> => {};
beforeEach(async () => {
  const made = await dir({ unsafeCleanup: true });
  cleanup = made.cleanup;
  home = made.path;
});
afterEach(() => cleanup());

const folder = '.claude-container-beef';

/** The one session of the home, as it is looked at. */
function looked(): SessionFolder {
  fs.mkdirSync(join(home, folder));
  fs.writeFileSync(join(home, folder, 'settings.json'), 'old');
  fs.writeFileSync(join(home, `${folder}.json`), 'old');
  const [session] = sessionFolders(nodeSeams.files, home);
  if (session === undefined) throw new Error('there is one');
  return session;
}

it('leaves the sibling of a session that starts while the folder is removed', () => {
  const session = looked();
  const files: Files = {
    ...nodeSeams.files,
    rmdir: path => {
      nodeSeams.files.rmdir(path);
      fs.mkdirSync(path);
      fs.rmSync(`${path}.json`);
      fs.writeFileSync(`${path}.json`, 'new');
    },
  };
  removeSession(files, session);
  expect(fs.readFileSync(join(home, `${folder}.json`), 'utf8')).toBe('new');
});

it('leaves a sibling that was not there when the folder was looked at', () => {
  const session: SessionFolder = { ...looked(), siblingStatus: undefined };
  removeSession(nodeSeams.files, session);
  expect(fs.readdirSync(home)).toEqual([`${folder}.json`]);
});

it('removes folders in folders whose path is longer than a system call takes', () => {
  looked();
  const script = 'for _ in $(seq 30); do mkdir "$1" && cd "$1" || exit 1; done; : >leaf';
  execFileSync('/bin/bash', ['-c', script, 'bash', 'd'.repeat(250)], { cwd: join(home, folder) });
  const [session] = sessionFolders(nodeSeams.files, home);
  if (session !== undefined) removeSession(nodeSeams.files, session);
  expect(fs.readdirSync(home)).toEqual([]);
});

it('leaves what is mounted at a folder, and says so', () => {
  const session: SessionFolder = { ...looked(), isMount: true };
  expect(() => removeSession(nodeSeams.files, session)).toThrow(NotRemoved);
  expect(fs.readFileSync(join(home, folder, 'settings.json'), 'utf8')).toBe('old');
});

it('knows a mount by the file system of the home, also where a link leads to that', () => {
  looked();
  const link = join(home, 'link');
  fs.symlinkSync('.', link);
  const seen = (other: bigint): Files => ({
    ...nodeSeams.files,
    status: path => {
      const status = nodeSeams.files.status(path);
      return path.endsWith(folder) ? { ...status, device: status.device + other } : status;
    },
  });
  expect(sessionFolders(seen(0n), link)).toMatchObject([{ isMount: false }]);
  expect(sessionFolders(seen(1n), link)).toMatchObject([{ isMount: true }]);
});
