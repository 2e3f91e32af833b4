import type { ControlRecord } from './scenario.ts';

/** A request that the child sent on a stream. */
export interface Sent {
  /** Which of the scenario's actions, and which of its requests. */
  readonly action: number;
  readonly nth: number;
  /** What tells it from all others of the run. */
  readonly id: string;
  /** Whether all of its bytes were sent. */
  readonly whole: boolean;
}

/** One stream that the child was given. */
export interface StreamSeen {
  /** Which start of the broker gave it. */
  readonly start: number;
  readonly sent: readonly Sent[];
  /** All that came, as Latin-1. */
  readonly received: string;
  /** Whether the broker's side had ended it when the child was done. */
  readonly ended: boolean;
  /** So long the child had done nothing on it by then, in ms; undefined: no time is kept. */
  readonly quietMs: number | undefined;
  /** Whether the child closed it while it had something to do. */
  readonly closedByChild: boolean;
  /** Whether the child reads from it, to the end. */
  readonly reading: boolean;
}

/** Equal records that the child sent on the control channel, and what they were answered with. */
export interface AskSeen {
  readonly start: number;
  /** Which of the scenario's actions. */
  readonly action: number;
  readonly record: ControlRecord;
  readonly times: number;
  /** Answers 0x00 with one descriptor; 0xFF without; anything else. */
  readonly granted: number;
  readonly refused: number;
  readonly otherwise: number;
  /** Pairs of streams that were made meanwhile; undefined: can't be seen. */
  readonly pairs: number | undefined;
  /** How many of the pairs were to fail. */
  readonly faults: number;
  /** Whether the child had its end of the channel open. */
  readonly open: boolean;
  /** Streams that the child had open before. */
  readonly streams: number;
  /** Descriptors that came with malformed records and were not closed soon; undefined: counted in the end. */
  readonly held: number | undefined;
}

/** One connection that the broker made, or tried to. */
export interface ConnectionSeen {
  readonly start: number;
  /** `upstream`, or the host and port of another place. */
  readonly to: string;
  /** All that the broker sent on it, as Latin-1. */
  readonly bytes: string;
}

/** One process of the child's tree, as `/proc` shows it. */
export interface ProcessSeen {
  readonly environment: Readonly<Record<string, string>>;
  readonly arguments: readonly string[];
}

/** What went on when the broker was told to stop. */
export interface StopSeen {
  /** Connections to the upstream, and streams, that were still open when what can be done at once had been done. */
  readonly connections: number;
  readonly streams: number;
}

/** What a start has left open when it is over. */
export interface Left {
  readonly descriptors: number;
  readonly timers: number;
  readonly connections: number;
  /** Descriptors that were closed although they were not open: somebody else's, soon. */
  readonly closedTwice: number;
}

/** One start of the broker, from beginning to end. */
export interface StartSeen {
  /** The key that it was given. */
  readonly key: string;
  readonly end:
    | { readonly kind: 'exited'; readonly status: number }
    | { readonly kind: 'killed'; readonly signal: string }
    /** It went on after its child had ended, or after it was told to stop. */
    | { readonly kind: 'hung'; readonly afterMs: number };
  /** How the child ended, as an exit status (128 and the signal's number); undefined: it was never started. */
  readonly childStatus: number | undefined;
  /** Everything that the broker printed. */
  readonly log: string;
  /** The child and what it had started. */
  readonly processes: readonly ProcessSeen[];
  /** Of a child in a container: what the engine tells of it, and kept of its output. */
  readonly toldByEngine?: readonly string[];
  /** Descriptors that the child was born with beside its standard ones and its end of the channel; undefined: not seen. */
  readonly inherited: number | undefined;
  /** Whether the child could read the broker's memory; undefined: it was not asked, or may read everybody's. */
  readonly readable: boolean | undefined;
  readonly stop: StopSeen | undefined;
  /** Whether the child had time to see its replies: nobody stopped it, it did not end in the middle of things. */
  readonly finished: boolean;
  readonly left: Left | undefined;
}

/** What one run showed. */
export interface Observation {
  /** `process`: by the child itself, from inside; no time is kept there, and nothing of the broker's own is seen. */
  readonly seen: 'model' | 'process';
  readonly starts: readonly StartSeen[];
  readonly asks: readonly AskSeen[];
  readonly streams: readonly StreamSeen[];
  readonly connections: readonly ConnectionSeen[];
  /** The upstream as a Host header names it. */
  readonly authority: string;
  /** What became of each planned fault of a pair. */
  readonly pairFaults: readonly ('fired' | 'unreached' | 'missed')[];
}
