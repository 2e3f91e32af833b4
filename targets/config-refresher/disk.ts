import { Buffer } from 'node:buffer';
import { MemoryDisk } from '../../harness/world/memory-disk.ts';
import {
  absentFolder,
  containerFolder,
  dropped,
  elsewherePath,
  linkedSourcePath,
  ownerUid,
  sourcePath,
  targetPath,
  temporaryFolder,
  theirsPath,
  worldFolder,
} from './layout.ts';
import { bystanderNames, type Scenario } from './scenario.ts';
import { sourceBytes } from './source-content.ts';

const uid = ownerUid;
const otherConfiguration = Buffer.from('{\n  "theme": "older",\n  "kept": 7\n}\n');

/** Paths of the target and the marker: the marker lies beside the target, or in a folder that does not exist. */
export function pathsOf({ target, marker }: Pick<Scenario, 'target' | 'marker'>) {
  const folder = target.kind === 'no-folder' ? absentFolder : containerFolder;
  return {
    source: sourcePath,
    target: target.kind === 'no-folder' ? `${absentFolder}/claude.json` : targetPath,
    marker: `${marker === 'no-folder' ? absentFolder : folder}/last-sync`,
  };
}

/** The object without the keys, by plain means: only where the source is plain enough for JSON.parse. */
function plainlyFiltered(source: Buffer): Buffer {
  try {
    const parsed: unknown = JSON.parse(source.toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return otherConfiguration;
    const entries = Object.entries(parsed).filter(([key]) => !dropped.some(name => name === key));
    return Buffer.from(`${JSON.stringify(Object.fromEntries(entries))}\n`);
  } catch {
    return otherConfiguration;
  }
}

/** What an existing target holds before the run. */
function targetBytes(scenario: Scenario): Buffer {
  if (scenario.source.kind === 'link-to-target') return sourceBytes(scenario);
  switch (scenario.target.content) {
    case 'other':
      return otherConfiguration;
    case 'long':
      return Buffer.from(`{"notes":"${'o'.repeat(3000)}"}\n`);
    case 'same':
      return plainlyFiltered(sourceBytes(scenario));
    case 'empty':
      return Buffer.alloc(0);
    case 'half':
      return otherConfiguration.subarray(0, 12);
  }
}

function putSource(disk: MemoryDisk, scenario: Scenario): void {
  const content = sourceBytes(scenario);
  switch (scenario.source.kind) {
    case 'file':
      disk.put(sourcePath, { kind: 'file', content, mode: 0o600, uid });
      return;
    case 'read-only':
      disk.put(sourcePath, { kind: 'file', content, mode: 0o444, uid });
      return;
    case 'unreadable':
      disk.put(sourcePath, { kind: 'file', content, mode: 0o000, uid });
      return;
    case 'link':
      disk.put(linkedSourcePath, { kind: 'file', content, mode: 0o600, uid });
      disk.put(sourcePath, { kind: 'link', to: 'dotfiles/claude.json', uid });
      return;
    case 'link-to-target':
      disk.put(sourcePath, { kind: 'link', to: targetPath, uid });
      return;
    case 'dangling-link':
      disk.put(sourcePath, { kind: 'link', to: 'gone/claude.json', uid });
      return;
    case 'folder':
    case 'fifo':
    case 'socket':
      disk.put(sourcePath, { kind: scenario.source.kind, mode: 0o755, uid });
      return;
    case 'missing':
      return;
  }
}

function putTarget(disk: MemoryDisk, scenario: Scenario): void {
  const { kind, mode } = scenario.target;
  if (kind === 'file') {
    disk.put(targetPath, { kind, content: targetBytes(scenario), mode, uid });
  } else if (kind === 'link') {
    disk.put(elsewherePath, { kind: 'file', content: targetBytes(scenario), mode, uid });
    disk.put(targetPath, { kind, to: elsewherePath, uid });
  } else if (kind === 'link-to-source') {
    disk.put(targetPath, { kind: 'link', to: sourcePath, uid });
  } else if (kind === 'dangling-link') {
    disk.put(targetPath, { kind: 'link', to: '../elsewhere/not-yet.json', uid });
  } else if (kind === 'folder' || kind === 'fifo') {
    disk.put(targetPath, { kind, mode: 0o755, uid });
  }
}

function putMarker(disk: MemoryDisk, scenario: Scenario): void {
  if (scenario.target.kind === 'no-folder') return;
  const { source, target, marker } = pathsOf(scenario);
  if (scenario.marker === 'file') disk.put(marker, { kind: 'file', content: Buffer.alloc(0), uid });
  if (scenario.marker === 'link-to-target') disk.put(marker, { kind: 'link', to: target, uid });
  if (scenario.marker === 'link-to-source') disk.put(marker, { kind: 'link', to: source, uid });
}

/** Other programs' files in the target's folder; the last one is a link to a file in another folder. */
function putBystanders(disk: MemoryDisk, { bystanders }: Scenario): void {
  for (const name of bystanders) {
    const entry = { kind: 'file', content: Buffer.from(`not yours: ${name}`), mode: 0o600, uid } as const;
    const path = `${containerFolder}/${name}`;
    if (name !== bystanderNames.at(-1)) disk.put(path, entry);
    else {
      disk.put(theirsPath, entry);
      disk.put(path, { kind: 'link', to: theirsPath, uid });
    }
  }
}

/** The disk that a scenario begins with. */
export function diskOf(scenario: Scenario): MemoryDisk {
  const disk = new MemoryDisk();
  disk.put(worldFolder, { kind: 'folder', uid });
  disk.put(`${worldFolder}/home`, { kind: 'folder', uid });
  disk.put(`${worldFolder}/elsewhere`, { kind: 'folder', uid });
  disk.put(containerFolder, { kind: 'folder', uid });
  disk.put(temporaryFolder, { kind: 'folder', mode: 0o777, device: 2 });
  putSource(disk, scenario);
  putTarget(disk, scenario);
  putMarker(disk, scenario);
  putBystanders(disk, scenario);
  return disk;
}
