/** The three sockets that a server hands to its caller. */
export const socketNames = ['notify', 'signal', 'ptrace'] as const;
export type SocketName = (typeof socketNames)[number];

/** Who a peer was when it connected, as the kernel keeps it: SO_PEERCRED of socket(7). */
export interface Credentials {
  /** 0: a process that this one's pid namespace does not have. */
  readonly pid: number;
  /** The effective ones. */
  readonly uid: number;
  readonly gid: number;
}

/** A peer that was accepted from the queue. Errors carry the name of the system's error as `code`, here and below. */
export interface Connection {
  /** @throws when the kernel does not tell */
  credentials(): Credentials;
  /** Keeps it open until the peer closes it; what the peer sends is its own business. */
  keep(): void;
  close(): void;
}

/** A bound socket. */
export interface Listener {
  /** From here on peers can connect. */
  listen(): void;
  /** The next peer that waits; undefined: none does. */
  accept(): Connection | undefined;
  close(): void;
}

/** A real folder, held open: what is done by it is done to that folder, whatever has its name by now. */
export interface Folder {
  status(): { readonly uid: number; readonly mode: number };
  names(): readonly string[];
  chmod(mode: number): void;
  chown(uid: number): void;
  /** Makes a socket: its mode is what the umask leaves of 0777. */
  bind(name: string): Listener;
  /** Follows a link, as chmod(2) does: only for a folder that nobody else can change. */
  chmodEntry(name: string, mode: number): void;
  /** Does not follow a link. */
  chownEntry(name: string, uid: number): void;
  unlink(name: string): void;
  close(): void;
}

/** What there is to do next. */
export type Next =
  /** Somebody may wait at it. */
  | { readonly kind: 'peer'; readonly listener: Listener }
  /** So much time went by. */
  | { readonly kind: 'late' }
  /** The server is asked to end: SIGTERM. */
  | { readonly kind: 'stop' };

/** All that a server asks of its machine; one system call each where that can be. */
export interface Machine {
  /** The server's effective user id. */
  readonly uid: number;
  /** Sets the umask. @returns the one before */
  umask(mask: number): number;
  mkdir(path: string, mode: number): void;
  rmdir(path: string): void;
  /** Not one that a link leads to. */
  openFolder(path: string): Folder;
  /** A descriptor that is only there to be given up. @throws EMFILE */
  spare(): { close(): void };
  /** @param withinMs how long, where no listener is given; with listeners it takes as long as it takes */
  next(listeners: readonly Listener[], withinMs?: number): Promise<Next>;
  /** A line on standard output, and on standard error. */
  say(line: string): void;
  complain(line: string): void;
}

/** The name of the error that a call failed with; undefined for what is no such error. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
