import type { Duplex } from 'node:stream';
import type { Origin } from './origin.ts';

/** An open file descriptor of this process. */
export type Descriptor = number;

/** What came over the control channel. A record may be empty; that is no hang-up. */
export type Received =
  | {
      readonly kind: 'record';
      /** Its beginning; `cut`: there was more of it, or descriptors that could not be taken in. */
      readonly bytes: Uint8Array;
      readonly cut: boolean;
      /** Descriptors that came with it. They are open here, and whoever receives them closes them. */
      readonly descriptors: readonly Descriptor[];
    }
  | { readonly kind: 'hang-up' };

/** The broker's end of the control channel: a SOCK_SEQPACKET socket. */
export interface Channel {
  /** The next record; a hang-up when the child's side is closed, or this one. */
  receive(): Promise<Received>;
  /**
   * Sends a record of one byte, with a descriptor or without; waits while the child's queue is full.
   * @returns whether it was sent
   */
  answer(byte: number, descriptor?: Descriptor): Promise<boolean>;
  /** Ends it: a `receive` and an `answer` that wait come to an end. */
  close(): void;
}

/** Two connected stream sockets. */
export interface StreamPair {
  /** The end to pass on. Passing it makes a copy: this one is closed all the same. */
  readonly peer: Descriptor;
  /** Takes the broker's own end into use. @throws Error when it is no working stream */
  open(): Duplex;
  /** Closes the broker's own end, which was not taken into use. */
  closeOwn(): void;
}

/** How the child is started. Descriptor 3 is its end of the control channel. */
export interface ChildStart {
  readonly words: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
}

/** How the child ended. */
export type ChildEnd =
  | { readonly kind: 'exited'; readonly status: number }
  | { readonly kind: 'killed'; readonly signal: number }
  | { readonly kind: 'not-started'; readonly reason: string; readonly missing: boolean };

/** The child, running. */
export interface Child {
  readonly ended: Promise<ChildEnd>;
  signal(name: 'SIGTERM' | 'SIGKILL'): void;
}

/** Everything that the broker needs of the machine. */
export interface Seams {
  /** Why this platform can't carry a broker; undefined: it can. */
  readonly unsupported: string | undefined;
  /** Closes this process's memory and `/proc` entries to others of the same user. @throws Error */
  hideMemory(): void;
  /** @throws Error */
  readKey(path: string): Promise<Uint8Array>;
  /** The broker's own environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** @throws Error */
  openChannel(): { readonly channel: Channel; readonly peer: Descriptor };
  /** @throws Error, such as where there are no descriptors left */
  openPair(): StreamPair;
  closeDescriptor(descriptor: Descriptor): void;
  spawn(start: ChildStart, control: Descriptor): Child;
  /** A connection; it fails by its `error` event. */
  connect(to: Origin): Duplex;
  /** @returns what calls it off */
  after(ms: number, act: () => void): () => void;
  /** Acts once, when the broker is told to stop. @returns what calls it off */
  onStop(act: () => void): () => void;
  /** One line for people. */
  say(line: string): void;
}
