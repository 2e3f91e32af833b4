import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { dir } from 'tmp-promise';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HarnessFault } from '../../harness-fault.ts';
import type { Volume } from '../../recording.ts';
import { fingerprint, walk } from './fingerprint.ts';
import { fillFolder, volumeOfFolder } from './folder-volume.ts';
import { diskOfVolume, volumeOfDisk } from './memory-volume.ts';

const isRoot = process.geteuid?.() === 0;

describe('a world', () => {
  let root = '';
  let cleanup = async (): Promise<void> => {};

  beforeEach(async () => {
    const made = await dir({ unsafeCleanup: true });
    ({ path: root, cleanup } = made);
    fs.mkdirSync(join(root, 'world/shut'), { recursive: true });
    fs.writeFileSync(join(root, 'world/file'), Buffer.from([0, 255, 10]), { mode: 0o600 });
    fs.linkSync(join(root, 'world/file'), join(root, 'world/shut/second'));
    fs.symlinkSync(join(root, 'world/file'), join(root, 'world/absolute'));
    fs.symlinkSync('../file', join(root, 'world/shut/relative'));
    fs.symlinkSync('/etc/hostname', join(root, 'world/outside'));
    fs.chmodSync(join(root, 'world/shut'), 0o511);
    fs.utimesSync(join(root, 'world/file'), 1_700_000_000.123, 1_700_000_000.123_456);
  });
  afterEach(async () => {
    for (const path of ['world/shut', 'copy/world/shut'])
      if (fs.existsSync(join(root, path))) fs.chmodSync(join(root, path), 0o755);
    await cleanup();
  });

  const copy = (): string => {
    const folder = join(root, 'copy');
    fs.mkdirSync(folder);
    return folder;
  };
  const source = () => volumeOfFolder(root);

  it('comes back the same from a folder: bytes, modes, times, links, one file by two names', () => {
    const volume = source();
    const folder = copy();
    fs.writeFileSync(join(folder, 'in the way'), '');
    fs.mkdirSync(join(folder, 'world/old'), { recursive: true });
    fillFolder(folder, volume);
    expect(fingerprint(volumeOfFolder(folder))).toBe(fingerprint(volume));
    fillFolder(folder, volumeOfFolder(folder));
    expect(fingerprint(volumeOfFolder(folder))).toBe(fingerprint(volume));
  });

  it('has links that lead into it, wherever it is', () => {
    const volume = source();
    const links = new Map(
      [...walk(volume)].flatMap(([path, node]) => (node.kind === 'link' ? [[path, node.to]] : [])),
    );
    expect(links.get('/world/absolute')).toBe('/world/file');
    expect(links.get('/world/outside')).toBe('/etc/hostname');
    const folder = copy();
    fillFolder(folder, volume);
    expect(fs.readlinkSync(join(folder, 'world/absolute'))).toBe(join(folder, 'world/file'));
    expect(fs.readlinkSync(join(folder, 'world/outside'))).toBe('/etc/hostname');
  });

  it.skipIf(!isRoot)(`comes back with its owners${isRoot ? '' : ' (skipped: needs root)'}`, () => {
    fs.lchownSync(join(root, 'world/file'), 1234, 4321);
    const volume = source();
    const folder = copy();
    fillFolder(folder, volume);
    expect(fs.statSync(join(folder, 'world/file'))).toMatchObject({ uid: 1234, gid: 4321 });
  });

  it('comes back the same from a disk in memory', () => {
    // Groups are not modelled there.
    const volume = {
      ...source(),
      nodes: new Map([...source().nodes].map(([n, node]) => [n, { ...node, gid: node.uid }])),
    };
    const again = volumeOfDisk(diskOfVolume(volume, 5));
    const files = (one: Volume) => [...walk(one)].filter(([, { kind }]) => kind === 'file');
    expect(files(again).map(([path, node]) => [path, { ...node, device: 0 }])).toEqual(
      files(volume).map(([path, node]) => [path, { ...node, bytes: expect.anything(), device: 0 }]),
    );
    const [first, second] = files(again);
    expect(first?.[2]).toBe(second?.[2]);
  });

  it('that can not be built is a fault of the harness', () => {
    execFileSync('mkfifo', [join(root, 'world/fifo')]);
    const volume = source();
    expect(() => fillFolder(copy(), volume)).toThrow(HarnessFault);
  });
});
