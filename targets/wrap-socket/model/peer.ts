import type { SocketName } from '../scenario.ts';

/** A peer in memory that has connected, or could not. */
export interface ModelPeer {
  readonly socket: SocketName;
  readonly pid: number;
  readonly uid: number;
  readonly gid: number;
  readonly reached: string;
  readonly talks: boolean;
  /** Whether it closed its end, or died. */
  left: boolean;
  hindered: boolean;
  untold: boolean;
  fate: 'waiting' | 'kept' | 'closed';
  /** What its leaving does to the server, where the server waits for that. */
  leave: () => void;
}
