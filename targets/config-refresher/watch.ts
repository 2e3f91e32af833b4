import type { DiskNode, FileNode, FolderNode, MemoryDisk } from '../../harness/world/memory-disk.ts';
import { temporaryFolder, worldFolder } from './layout.ts';
import type { Entry, Files, TargetState } from './observation.ts';

const root = { uid: 0 };
const noBytes = new Uint8Array(0);

/** What a node shows from outside. */
function entryOf(node: DiskNode): Entry {
  return {
    kind: node.kind,
    mode: node.mode,
    content: node.kind === 'file' ? node.content : noBytes,
    to: node.kind === 'link' ? node.to : '',
    mtime: node.mtime,
  };
}

/** What is at a path, links at its end not followed; undefined when nothing is, or its folder is missing. */
export function nodeAt(disk: MemoryDisk, path: string, follow = false): DiskNode | undefined {
  try {
    return disk.walk(root, path, 'lstat', follow).node;
  } catch {
    return undefined;
  }
}

function collect(folder: FolderNode, path: string, files: Map<string, Entry>): void {
  for (const [name, node] of folder.entries) {
    const inner = `${path}/${name}`;
    files.set(inner, entryOf(node));
    if (node.kind === 'folder') collect(node, inner, files);
  }
}

/** Everything in the world's folder and in the folder for temporary files, by path. */
export function filesOf(disk: MemoryDisk): Files {
  const files = new Map<string, Entry>();
  for (const path of [worldFolder, temporaryFolder]) {
    const folder = nodeAt(disk, path);
    if (folder?.kind === 'folder') collect(folder, path, files);
  }
  return files;
}

/** Looks at the target and the marker after every operation; keeps what changed. */
export class Watch {
  constructor(disk: MemoryDisk, paths: { readonly target: string; readonly marker: string }) {
    this.#disk = disk;
    this.#paths = paths;
    this.#target = nodeAt(disk, paths.target);
    const entry = this.#target && entryOf(this.#target);
    this.states = [{ moment: 0, entry }];
    this.#entry = entry;
    this.#markerTime = nodeAt(disk, paths.marker, true)?.mtime;
  }

  readonly #disk: MemoryDisk;
  readonly #paths: { readonly target: string; readonly marker: string };
  readonly states: [TargetState, ...TargetState[]];
  readonly touches: number[] = [];
  #target: DiskNode | undefined;
  #entry: Entry | undefined;
  #markerTime: number | undefined;
  #seen = 0;

  /** @param moment number of the operation that has just been done */
  look(moment: number): void {
    if (this.#disk.changes === this.#seen) return;
    this.#seen = this.#disk.changes;
    const node = nodeAt(this.#disk, this.#paths.target);
    if (node !== this.#target || (node !== undefined && this.#differs(node))) {
      this.#target = node;
      this.#entry = node && entryOf(node);
      this.states.push({ moment, entry: this.#entry });
    }
    const time = nodeAt(this.#disk, this.#paths.marker, true)?.mtime;
    if (time === this.#markerTime) return;
    this.#markerTime = time;
    // A marker that is gone claims nothing.
    if (time !== undefined) this.touches.push(moment);
  }

  #differs(node: DiskNode): boolean {
    return node.mode !== this.#entry?.mode || (node.kind === 'file' && node.content !== this.#entry.content);
  }
}

/** Tells whether anybody but its writer changed the source. */
export class SourceGuard {
  constructor(disk: MemoryDisk, path: string) {
    this.#disk = disk;
    this.#path = path;
    this.expect();
  }

  readonly #disk: MemoryDisk;
  readonly #path: string;
  #link: DiskNode | undefined;
  #node: DiskNode | undefined;
  #entry: Entry | undefined;
  harm: string | undefined;
  #seen = 0;

  /** Takes what is there now for what its writer left. */
  expect(): void {
    this.#link = nodeAt(this.#disk, this.#path);
    this.#node = nodeAt(this.#disk, this.#path, true);
    this.#entry = this.#node && entryOf(this.#node);
  }

  /** The file that the source path leads to, if it does. */
  file(): FileNode | undefined {
    return this.#node?.kind === 'file' ? this.#node : undefined;
  }

  /** Looks whether the source is still what its writer left. */
  look(): void {
    if (this.harm !== undefined || this.#disk.changes === this.#seen) return;
    this.#seen = this.#disk.changes;
    const node = nodeAt(this.#disk, this.#path, true);
    if (node !== this.#node || nodeAt(this.#disk, this.#path) !== this.#link) {
      this.harm = node === undefined ? 'was gone' : 'was another file';
    } else if (node !== undefined) {
      if (node.kind === 'file' && node.content !== this.#entry?.content) this.harm = 'had other bytes';
      else if (node.mode !== this.#entry?.mode) this.harm = 'had another mode';
      else if (node.mtime !== this.#entry.mtime) this.harm = 'had another time of change';
    }
  }
}
