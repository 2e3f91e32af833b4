import type { WrapObservation } from './observation.ts';
import { connected, isRightful } from './oracle.ts';
import { type SocketName, socketNames, type WrapScenario } from './scenario.ts';

/** Lines and peers of one socket and one user, counted against one another: which line is whose can't be told. */
export interface Tally {
  readonly socket: SocketName;
  /** null: credentials that were not to be had. */
  readonly uid: number | null;
  readonly accepted: number;
  readonly rejected: number;
  /** Peers that came as far as the server; of them those that had to be met, and those that are rightful. */
  readonly came: number;
  readonly unhindered: number;
  readonly rightful: number;
  /** Peers that still have their connection, and those that found it closed. Who left can't tell. */
  readonly kept: number;
  readonly closed: number;
}

/** What was said and seen, by socket and user. */
export function tallies(scenario: WrapScenario, observation: WrapObservation): readonly Tally[] {
  const peers = connected(observation);
  const uids = new Set([
    ...peers.map(({ uid, untold }) => (untold ? null : uid)),
    ...observation.told.flatMap(({ uid }) => (uid === undefined ? [] : [uid])),
  ]);
  return socketNames.flatMap(socket =>
    [...uids].map(uid => {
      const own = peers.filter(peer => peer.socket === socket && (peer.untold ? null : peer.uid) === uid);
      const lines = observation.told.filter(line => line.socket === socket && line.uid === uid);
      const accepted = lines.filter(line => line.accepted === true).length;
      return {
        socket,
        uid,
        accepted,
        rejected: lines.length - accepted,
        came: own.length,
        unhindered: own.filter(({ hindered }) => !hindered).length,
        rightful: own.filter(peer => isRightful(scenario, peer)).length,
        kept: own.filter(({ fate }) => fate === 'kept').length,
        closed: own.filter(({ fate }) => fate === 'closed').length,
      };
    }),
  );
}
