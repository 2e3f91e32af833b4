import type { AskSeen, ConnectionSeen, ProcessSeen, StopSeen, StreamSeen } from '../../observation.ts';
import type { Action } from '../../scenario.ts';

/** What an actor is to do in one start of a broker. Crosses a file. */
export interface Plan {
  /** Where it opens the upstream: a port of 127.0.0.1, or the path of a socket. */
  readonly port: number | string;
  readonly up: boolean;
  /** Which start it is, from 0. */
  readonly start: number;
  /** What it does, and as which of the scenario's actions. */
  readonly steps: readonly { readonly at: number; readonly action: Action }[];
  /** Number of requests that were sent in earlier starts. */
  readonly ids: number;
  readonly report: string;
  /** Where the broker is not its parent: a file that, once it is there, has the broker told to stop. */
  readonly stopFile?: string;
}

/** What an actor saw and did. */
export interface Report {
  readonly processes: readonly ProcessSeen[];
  readonly inherited: number;
  readonly readable: boolean | null;
  readonly asks: readonly Omit<AskSeen, 'pairs'>[];
  readonly streams: readonly Omit<StreamSeen, 'quietMs'>[];
  readonly connections: readonly ConnectionSeen[];
  readonly stop: StopSeen | null;
  readonly finished: boolean;
  readonly childStatus: number;
  readonly ids: number;
  /** When it was done, in ms since the epoch. */
  readonly doneAt: number;
}
