/** What a target is given to run a program for real, and what it gets back. Types only: `harness/world` makes them. */

/** A program under test, as a user names it. The three forms share one contract. */
export type ProgramSource =
  /** Started for each run, without a shell. The first word is the program. */
  | { readonly kind: 'cmd'; readonly words: readonly [string, ...string[]] }
  /** Kept open; speaks one JSON request and one JSON answer a line. */
  | { readonly kind: 'serve'; readonly words: readonly [string, ...string[]] }
  /** A function of a shell file that is sourced once; a subshell is forked for each run. */
  | { readonly kind: 'bash'; readonly file: string; readonly function: string };

/** 64 capability bits as 16 hexadecimal digits in lower case, as `/proc/PID/status` has them. */
export type CapabilityMask = string;

/** Who a process is when its program begins. What is left out stays as the harness has it. */
export interface Identity {
  /** The saved ids are the effective ones: execve(2) makes them so. */
  readonly uid: { readonly real: number; readonly effective: number };
  readonly gid: { readonly real: number; readonly effective: number };
  readonly groups: readonly number[];
  /** What the process holds before execve(2); what it holds after follows from capabilities(7). */
  readonly bounding: CapabilityMask;
  readonly inheritable: CapabilityMask;
  readonly ambient: CapabilityMask;
  readonly noNewPrivileges: boolean;
  /**
   * Had in a user namespace of its own, where the harness's own ids have these names and every other id is 65534: its
   * groups are the harness's, and to the machine outside it is the harness's user, without any capability.
   */
  readonly inUserNamespace?: true;
}

/** The n-th of some calls in a thread. */
export interface NthCall {
  /** Name of the system call, as strace writes it. */
  readonly call: string;
  /** The n-th of them in the thread that does it, from 1. */
  readonly nth: number;
  /** Only calls that name one of these paths, letter by letter, or whose descriptor leads there. Default: all. */
  readonly only?: readonly string[];
}

/** One fault at one system call of a run. */
export interface Injection extends NthCall {
  readonly effect:
    | { readonly kind: 'error'; readonly code: string }
    /** It returns so many bytes without having done anything. */
    | { readonly kind: 'returns'; readonly value: number }
    | { readonly kind: 'signal'; readonly signal: string };
  /** From the n-th on, each time. */
  readonly lasting?: boolean;
  /** Where counting begins, in every thread, and the log too: behind that call. Default: at the program's start. */
  readonly after?: Mark;
}

/** A moment of a run: just after a call. */
export interface Mark extends NthCall {
  /** Of the threads that come to such a call, the one that does so as the n-th, from 1. */
  readonly thread: number;
}

/** One system call as the trace has it. */
export interface TracedCall {
  readonly pid: number;
  readonly call: string;
  /** Arguments as strace writes them, descriptors with their paths (`3</world/file>`). */
  readonly arguments: readonly string[];
  /** The number it returned; undefined where it never did: the process ended in it. */
  readonly result: number | undefined;
  /** Name of its error. */
  readonly error: string | undefined;
  /** Whether an injection decided its result. */
  readonly injected: boolean;
  /** The line of the trace, less its process id. */
  readonly text: string;
}

/** How a program is started once. */
export interface Start {
  readonly arguments: readonly string[];
  /** The whole environment: nothing of the caller's is added. */
  readonly environment: Readonly<Record<string, string>>;
  /** Working directory, absolute. */
  readonly folder: string;
  readonly umask?: number;
  readonly identity?: Identity;
  /** Time limit in ms. Default 10,000. */
  readonly limitMs?: number;
  /** Last component of the path that it is started by, and so the process's name; left out: the program's own. */
  readonly processName?: string;
  /** Kernel fidelity: record the system calls on files, whichever they are, with faults at some. */
  readonly trace?: { readonly injections: readonly Injection[] };
  /**
   * Of a program that stays: called once it has a process, while it runs. The start is over when both are, the program
   * and this, so this must end when the program has; limits hold all the while. What it throws ends the program, and
   * leaves the start. Only of programs that are started anew each time, and without a trace.
   */
  readonly attend?: (running: Running) => Promise<void>;
}

/** A program while it runs. */
export interface Running {
  /** The program's own, as the harness sees it. */
  readonly pid: number;
  /** Whether it has ended. */
  readonly over: boolean;
  /** Fulfilled when it has ended. */
  readonly ended: Promise<void>;
  /**
   * The next line of its standard output, without its end. Undefined: it ended, or none came in time.
   * @param withinMs default: as long as it runs
   */
  line(withinMs?: number): Promise<string | undefined>;
  /** To the program alone; to one that has ended it is nothing. Not for stopping it: what stands before it would stop too. */
  signal(name: NodeJS.Signals): void;
  /**
   * The words that start a program of the harness's own where this one lives, in the same namespaces. It counts as left
   * behind if it outlives the program.
   */
  beside(words: readonly [string, ...string[]]): readonly [string, ...string[]];
}

/** How a program ended. */
export type ProgramEnd =
  | { readonly kind: 'exited'; readonly status: number }
  | { readonly kind: 'killed'; readonly signal: string }
  /** Ended by the harness: it took longer than its limit, wrote more output or held more memory than it may. */
  | { readonly kind: 'timed-out'; readonly limitMs: number }
  | { readonly kind: 'flooded'; readonly limitBytes: number }
  | { readonly kind: 'out-of-memory'; readonly limitBytes: number }
  | { readonly kind: 'not-started'; readonly reason: string }
  /** A program kept open answered what is no answer, and was ended. */
  | { readonly kind: 'broken-protocol'; readonly reason: string };

/** What came out of a descriptor; `cut`: there was more than is kept. */
export interface Output {
  readonly text: string;
  readonly cut: boolean;
}

/** One start of a program, over. Nothing that it started is left. */
export interface Ran {
  readonly end: ProgramEnd;
  readonly out: Output;
  readonly err: Output;
  /** Processes that outlived the program and were ended by the harness. */
  readonly leftBehind: number;
  /** Empty unless a trace was asked for. */
  readonly calls: readonly TracedCall[];
}

/** Starts the program under test, as often as asked. */
export type StartProgram = (start: Start) => Promise<Ran>;

/** A Docker engine that runs may use. Plain data, since it crosses a process. */
export interface Engine {
  /** Path of the socket that it listens on, absolute. */
  readonly socket: string;
  /** Whether it is Seatrial's own: else only what carries the label may be looked at, made and removed. */
  readonly own: boolean;
  /** Value of the label `seatrial.run` of everything that this campaign makes there. */
  readonly label: string;
  /** Name of the image that holds the probe and busybox, and nothing else. */
  readonly image: string;
  /** Its first process, as the machine sees it: whose namespaces a container shares that shares the host's. */
  readonly pid: number | undefined;
  /** Its version, as it tells it. */
  readonly version: string;
}

/** Where one scenario is run for real. */
export interface Stage {
  /** An empty folder, absolute, that is this run's alone; it goes away with all that is in it. */
  readonly folder: string;
  /** How real: real programs, faults at their system calls too, or real containers too. */
  readonly fidelity: 'process' | 'kernel' | 'container';
  /** At fidelity `container`, the engine. */
  readonly engine?: Engine;
  /** At fidelity `container`, what `start` starts, for whoever starts it in a container instead. */
  readonly program?: ProgramSource;
  start: StartProgram;
  /** Mounts an empty file system of so many bytes (rounded up to pages) at a folder of the world; undone with the world. */
  mountLimited(path: string, bytes: number): Promise<void>;
  /** Whether this process may give files and processes to other users. */
  readonly privileged: boolean;
  /** Whether `mountLimited` works here; root alone does not make it. */
  readonly mounts: boolean;
  /** Folders that the configuration adds to PATH. */
  readonly path: readonly string[];
}

/** Where one scenario is run for real, with an engine at hand. */
export type ContainerStage = Stage & { readonly engine: Engine };

/** The same without a program to start: what an implementation in process made of the scenario is put before the engine. */
export type ContainerPlace = Omit<ContainerStage, 'start' | 'program'>;

/** A run that came to no observation, and what it is instead. */
export type Instead =
  /** The scenario can't be built here, or its fault was not reached. */
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'hang'; readonly limitMs: number }
  | { readonly kind: 'crash'; readonly reason: string; readonly signature: string };

/** Returned in place of an observation. */
export class Unobserved {
  constructor(instead: Instead) {
    this.instead = instead;
  }

  readonly instead: Instead;
}

/**
 * The observation that a run came to.
 * @throws Error when it came to none
 */
export function observed<O>(came: O | Unobserved): O {
  if (came instanceof Unobserved) throw new Error(`no observation: ${JSON.stringify(came.instead)}`);
  return came;
}
