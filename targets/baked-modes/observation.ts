/** One entry of an image's tree. */
export interface BakedEntry {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly content: string;
  /** Where a link leads. */
  readonly to: string;
}

/** An image's tree: absolute paths, `/` first. */
export type BakedTree = ReadonlyMap<string, BakedEntry>;

export const verdicts = ['fine', 'unreadable', 'writable', 'missing', 'unknown'] as const;
export type VerdictWord = (typeof verdicts)[number];

/** What was said of one policy path. */
export interface Told {
  readonly path: string;
  readonly verdict: VerdictWord;
  /** The folder or file that is at fault; null: not said. */
  readonly at: string | null;
  /** The line of the Dockerfile that made it so; null: not said. */
  readonly line: number | null;
}

/** What one run came to. */
export interface Built {
  /** 0: built, and all that is said is fine; 1: built, and something is not; 2: refused. */
  readonly exit: number;
  /** Undefined: nothing was built. */
  readonly tree: BakedTree | undefined;
  readonly told: readonly Told[];
  /** Lines on standard output that begin like a verdict and are none. */
  readonly garbled: readonly string[];
  readonly complaints: readonly string[];
}

/** What the kernel said to the container's user about a path of the policy. */
export interface Access {
  /** `reads`: it was opened and read; `denied`: EACCES; `nothing`: no file is there. */
  readonly reads: 'reads' | 'denied' | 'nothing';
  /** What that user, who is not root, could change: the file or a folder on the way, as it was tried. Empty: nothing. */
  readonly changes: string;
}

/** What one of the two builds came to on a real engine. */
export interface Inside {
  /** What BuildKit made of it, without `/` and the tools that a RUN needs; a text: why it refused. */
  readonly built: BakedTree | string;
  /** What this engine's BuildKit is known to do otherwise here, in clauses: then the kernel had the tree as it must be. */
  readonly differs: readonly string[];
  /** By path, as far as it can be asked; a text: why no container starts. Undefined: there was nothing to start. */
  readonly access: ReadonlyMap<string, Access> | string | undefined;
}

export interface BakedObservation {
  readonly first: Built;
  /** The same once more, checked out under the other umask. */
  readonly other: Built;
  /** What changed outside of the folder that is built into, each as a clause. */
  readonly elsewhere: readonly string[];
  /** At fidelity `container`, where the outcome can be told without building. */
  readonly inside?: { readonly first: Inside; readonly other: Inside };
}
