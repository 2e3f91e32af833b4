import { ownerUid, peerGid, peerUid, serverUid, type WrapScenario } from '../scenario.ts';

/** Which users of the machine stand for those of a scenario. */
export interface Users {
  /** Whether files can be given to several, and peers be several. */
  readonly several: boolean;
  /** The machine's id for one of the scenario's, and the other way round: what is exchanged twice is as it was. */
  exchange(uid: number): number;
  /** CALLER_UID as the program is given it. */
  callerText(scenario: WrapScenario): string;
}

/** Each user is itself. */
export const themselves: Users = {
  several: true,
  exchange: uid => uid,
  callerText: ({ caller }) => caller,
};

/** What a user namespace calls users that it does not have: as a caller it is nobody, and stays so. */
const overflowUid = 65_534;

/** The harness's own user is the server's, 990, whose id the harness's stands for meanwhile. */
export function standIn(scenario: WrapScenario, own: number): Users {
  const server = serverUid(scenario);
  const exchange = (uid: number): number => (uid === server ? own : uid === own ? server : uid);
  return {
    several: false,
    exchange,
    callerText: ({ caller }) => {
      const uid = Number(caller);
      const plain = String(uid) === caller && uid !== overflowUid;
      return plain ? String(exchange(uid)) : caller;
    },
  };
}

/** Why a harness that is only one user can't have this; undefined where all that takes part is the server's user. */
export function whyNotAlone(scenario: WrapScenario, own: number): string | undefined {
  const server = serverUid(scenario);
  const { place } = scenario;
  if (scenario.server !== 'user') return 'the harness is not root, and the server is';
  const owners =
    place.kind === 'folder' || place.kind === 'file'
      ? [place.owner, ...(place.kind === 'folder' ? place.holds.map(({ owner }) => owner) : [])]
      : [];
  if (owners.some(owner => ownerUid(scenario, owner) !== server))
    return "the harness is not root, and what is there is not all the server's";
  const peers = scenario.steps.flatMap(step => (step.do === 'connect' ? [step.peer] : []));
  const others = peers.some(
    peer => peerUid(scenario, peer) !== server || peerGid(scenario, peer) !== server || peer.passes,
  );
  if (others) return 'the harness is not root, and peers of several users are needed';
  if (own === overflowUid && scenario.caller === String(server))
    return `the harness is user ${overflowUid}, who can't be a caller`;
  return undefined;
}
