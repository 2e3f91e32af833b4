import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex, Transform } from 'node:stream';
import type { RawHeaders } from './headers.ts';
import type { Limits } from './limits.ts';
import type { Origin } from './origin.ts';
import type { Channel, ChildStart, Received, Seams } from './seams.ts';

/** A broker at work for one child. */
export interface Session {
  readonly seams: Seams;
  readonly steps: Steps;
  readonly upstream: Origin;
  readonly key: string;
  readonly channel: Channel;
  /** Reads HTTP from streams that are given to it; it never listens. */
  readonly server: Server;
  /** What is open and goes when the broker stops: streams of clients, connections to the upstream. */
  readonly open: Set<{ destroy(): unknown }>;
  /** Number of streams among them. */
  streams: number;
  /** What calls off the timers that run. */
  readonly timers: Set<() => void>;
  /** Lines that may still be said of clients: they don't decide how long the log gets. */
  linesLeft: number;
  stopped: boolean;
}

/** What a broker does, one idea each. */
export interface Steps {
  readonly limits: Limits;
  readonly childStart: (
    words: readonly [string, ...string[]],
    environment: Readonly<Record<string, string | undefined>>,
    key: string,
  ) => ChildStart;
  readonly answerAll: (session: Session) => Promise<void>;
  readonly judgeRecord: (record: Extract<Received, { kind: 'record' }>) => string | undefined;
  /** Answers a request that is in order: with a stream that is served, or with a refusal. */
  readonly handOver: (session: Session) => Promise<void>;
  readonly serve: (session: Session, stream: Duplex) => void;
  readonly openServer: (session: () => Session) => Server;
  readonly forward: (session: Session, request: IncomingMessage, response: ServerResponse) => void;
  readonly rewriteTarget: (target: string, key: string) => string | undefined;
  readonly requestHeaders: (raw: RawHeaders, authority: string) => string[];
  readonly responseHeaders: (raw: RawHeaders, key: string) => string[];
  readonly scrubber: (key: string) => Transform;
  /** Ends everything that the session has open. */
  readonly stop: (session: Session) => void;
}
