/** What one run did to the files of its world, as data: enough to work out what a loss of power would leave of it. */

interface Attributes {
  /** Permission bits, 0 to 0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Time of the last change of content, milliseconds since the epoch. */
  readonly mtimeMs: number;
  /** Which file system it is on: any number, equal for what is on the same one. */
  readonly device: number;
}

/** A file or a folder apart from its name: names are entries of folders, by inode number. */
export type VolumeNode = Attributes &
  (
    | { readonly kind: 'file'; readonly bytes: Uint8Array }
    | { readonly kind: 'folder'; readonly entries: ReadonlyMap<string, number> }
    | { readonly kind: 'link'; readonly to: string }
    | { readonly kind: 'fifo' | 'socket' | 'device' }
  );

/** A tree of files at one moment. */
export interface Volume {
  /** Inode number of the outermost folder, which stands for `/`. */
  readonly root: number;
  readonly nodes: ReadonlyMap<number, VolumeNode>;
}

/** A name in a folder. */
export interface Slot {
  readonly folder: number;
  readonly name: string;
}

/** What an operation did, by inode numbers. Numbers of the recording's own where a run made a new file. */
export type Change =
  /** A new node by a name: open(2) with O_CREAT, mkdir, symlink, mknod. */
  | { readonly kind: 'create'; readonly at: Slot; readonly inode: number; readonly node: VolumeNode }
  /** A new file that has no name yet: open(2) with O_TMPFILE. */
  | { readonly kind: 'allocate'; readonly inode: number; readonly node: VolumeNode }
  | {
      readonly kind: 'write';
      readonly inode: number;
      readonly offset: number;
      readonly bytes: Uint8Array;
      readonly mtimeMs: number;
    }
  /** Sets the size: truncate, ftruncate, open(2) with O_TRUNC. */
  | { readonly kind: 'truncate'; readonly inode: number; readonly size: number; readonly mtimeMs: number }
  | { readonly kind: 'chmod'; readonly inode: number; readonly mode: number }
  | { readonly kind: 'chown'; readonly inode: number; readonly uid: number; readonly gid: number }
  | { readonly kind: 'utimes'; readonly inode: number; readonly mtimeMs: number }
  | { readonly kind: 'link'; readonly inode: number; readonly at: Slot }
  | {
      readonly kind: 'rename';
      readonly inode: number;
      readonly from: Slot;
      readonly to: Slot;
      /** What had the new name before. */
      readonly replaced: number | undefined;
    }
  /** Two names change places: renameat2 with RENAME_EXCHANGE. */
  | {
      readonly kind: 'exchange';
      readonly one: Slot;
      readonly other: Slot;
      readonly inodes: readonly [number, number];
    }
  /** A name goes: unlink, rmdir. */
  | { readonly kind: 'unlink'; readonly at: Slot; readonly inode: number }
  /** Of a file or a folder. */
  | { readonly kind: 'fsync' | 'fdatasync'; readonly inode: number }
  /** Of everything: sync, syncfs. */
  | { readonly kind: 'sync' };

/** One operation of a run that matters to what is on disk afterwards. */
export interface Operation {
  readonly change: Change;
  /** What was called, for people, on one line. */
  readonly text: string;
}

/** What one run did to its world. */
export interface Recording {
  /** The world before the run; all of it is on disk. */
  readonly before: Volume;
  /** In the order in which they were done. */
  readonly operations: readonly Operation[];
  /** Milliseconds since the epoch at the run's beginning and end. */
  readonly began: number;
  readonly finished: number;
}
