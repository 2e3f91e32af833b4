import type { SocketName } from './scenario.ts';

/** What has a name in the folder. */
export interface Entry {
  readonly name: string;
  readonly kind: 'socket' | 'file' | 'folder' | 'link';
  readonly uid: number;
  /** Permission bits, 0 to 0o7777; of a link none are told. */
  readonly mode: number;
}

/** What is where SOCKET_DIR shall be. */
export interface Found {
  readonly kind: 'missing' | 'folder' | 'file' | 'link';
  readonly uid: number;
  readonly mode: number;
  readonly entries: readonly Entry[];
}

/** The folder as it was for a while. */
export interface Moment {
  /** `setup`: before the server said that it is ready. */
  readonly phase: 'setup' | 'serving';
  readonly found: Found;
}

/** One peer that tried to connect. */
export interface Attempt {
  readonly socket: SocketName;
  /** The effective one; as the server's kernel tells it. */
  readonly uid: number;
  /** Whether the server sees pid 0. */
  readonly outside: boolean;
  /** Whether its credentials were to be had. */
  readonly untold: boolean;
  /** Whether it came while the server could have no more descriptors, or was the victim of an accept that failed. */
  readonly hindered: boolean;
  /** "connected", or the error that kept it out. */
  readonly reached: string;
  /** What it saw of the server at the end, when it had not left itself. */
  readonly fate: 'kept' | 'closed' | 'left';
}

/** One line that the server said of a peer. Undefined: not there, or of another type. */
export interface Told {
  readonly text: string;
  readonly socket: string | undefined;
  readonly uid: number | null | undefined;
  readonly accepted: boolean | undefined;
}

export type ServerEnd =
  | { readonly kind: 'exited'; readonly status: number }
  /** By a signal, or by an error that nobody caught. */
  | { readonly kind: 'died'; readonly reason: string }
  /** It did not end when it was asked to. */
  | { readonly kind: 'goes-on' };

/** One call of the server's that faults can be planned for, and its error; null: none. */
export interface CallRecord {
  readonly call: string;
  readonly code: string | null;
}

/** What one server did. */
export interface WrapObservation {
  /** `calls`: every state was seen. `outside`: what a watcher and the peers saw. */
  readonly seen: 'calls' | 'outside';
  readonly ready: boolean;
  readonly end: ServerEnd;
  /** Whether it ended before it was asked to. */
  readonly endedEarly: boolean;
  readonly told: readonly Told[];
  readonly err: readonly string[];
  readonly moments: readonly Moment[];
  readonly attempts: readonly Attempt[];
  /** Whether it tried again and again what could not go well, without letting time go by. */
  readonly spun: boolean;
  /** Open descriptors when it was ready, and when all peers had gone; null: could not be counted, or it was not there. */
  readonly descriptors: { readonly ready: number; readonly after: number } | null;
  readonly before: Found;
  readonly after: Found;
  /** What happened to what is not the server's, each as a clause. */
  readonly harm: readonly string[];
  /** Whether the meddler found an opening. */
  readonly meddled: boolean;
  /** Only where calls are seen. */
  readonly calls: readonly CallRecord[];
}

/** Reads a line of the server's. */
export function readTold(text: string): Told {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    read = undefined;
  }
  const line: Record<string, unknown> = typeof read === 'object' && read !== null ? { ...read } : {};
  const { socket, uid, accepted } = line;
  return {
    text,
    socket: typeof socket === 'string' ? socket : undefined,
    uid: typeof uid === 'number' || uid === null ? uid : undefined,
    accepted: typeof accepted === 'boolean' ? accepted : undefined,
  };
}
