import { whyNotAlone } from './command/users.ts';
import { canGive, named, shouldStart } from './oracle.ts';
import { type Peer, peerUid, type Step, type WrapScenario } from './scenario.ts';

type Connect = Extract<Step, { do: 'connect' }>;

function* ofPlace({ place, meddler, umask }: WrapScenario): Generator<string> {
  if (umask === '0000') yield 'umask-000';
  if (meddler !== null) yield `meddler-is-${meddler.who}`;
  if (place.kind !== 'folder') {
    yield `place-is-${place.kind}`;
    return;
  }
  if (place.holds.length === 0) yield `folder-of-${place.owner}`;
  for (const { kind } of place.holds) yield `folder-holds-${kind}`;
}

function* ofPath(scenario: WrapScenario): Generator<string> {
  const { kind } = named(scenario);
  yield `caller-is-${kind}`;
  if (kind !== 'somebody') return;
  const able = canGive(scenario);
  yield able === undefined ? 'chown-fails-once' : able ? 'strict' : 'fallback';
}

function* ofPeer(scenario: WrapScenario, peer: Peer): Generator<string> {
  yield `peer-is-${peer.as}`;
  if (peer.outside) yield 'peer-with-pid-0';
  if (peer.passes && peer.as !== 'root') yield 'peer-passes-modes';
  if (peer.group === 'caller' && peerUid(scenario, peer) !== peerUid(scenario, { ...peer, as: 'caller' }))
    yield 'peer-in-callers-group';
}

function* ofSteps(scenario: WrapScenario): Generator<string> {
  if (scenario.atEnd === 'peers-there') yield 'peers-there-at-the-end';
  const connects = scenario.steps.filter((step): step is Connect => step.do === 'connect');
  for (const { peer, manner, times, settled } of connects) {
    yield* ofPeer(scenario, peer);
    yield `peer-${manner}`;
    if (times >= 12) yield 'peers-in-a-loop';
    if (!settled) yield 'peers-at-once';
  }
  if (scenario.steps.some(step => step.do === 'starve')) yield 'out-of-descriptors';
  const wrong = connects.findIndex(({ peer }) => peer.as !== 'caller');
  const right = connects.findLastIndex(({ peer }) => peer.as === 'caller');
  if (wrong >= 0 && wrong < right) yield 'caller-after-wrong-peers';
  if (new Set(connects.map(({ socket }) => socket)).size === 3) yield 'all-three-sockets';
}

/** A harness that is not root. */
const someUser = 1_000;

/** Whether a real server could be made to meet it, on a machine with root. */
function canBeReal({ faults, meddler, steps }: WrapScenario): boolean {
  const connects = steps.filter((step): step is Connect => step.do === 'connect');
  return faults.length === 0 && meddler === null && connects.every(({ peer }) => peer.as !== 'none');
}

/** What kind of scenario this is. */
export function labels(scenario: WrapScenario): readonly string[] {
  const found = new Set([...ofPlace(scenario), ...ofPath(scenario), ...ofSteps(scenario)]);
  for (const { call } of scenario.faults) found.add(`fault-at-${call}`);
  const start = shouldStart(scenario);
  if (start === 'serve' && scenario.faults.length === 0) found.add('benign');
  if (start === 'refuse') found.add('to-be-refused');
  if (canBeReal(scenario)) {
    found.add('can-be-real');
    if (whyNotAlone(scenario, someUser) === undefined) found.add('can-be-real-without-root');
  }
  return [...found];
}

/** The least share of each label among drawn scenarios, in percent: about 60 % of the measured one, less where it is rare. */
export const atLeast: Readonly<Record<string, number>> = {
  'all-three-sockets': 19.9,
  benign: 25.4,
  'caller-after-wrong-peers': 26.1,
  'caller-is-legacy': 7.2,
  'caller-is-nobody': 5.0,
  'caller-is-somebody': 43.7,
  'caller-is-unreadable': 4.1,
  'can-be-real': 37.6,
  'can-be-real-without-root': 8.9,
  'chown-fails-once': 2.0,
  fallback: 17.7,
  'fault-at-accept': 3.1,
  'fault-at-bind': 0.9,
  'fault-at-chmod': 0.8,
  'fault-at-chown': 2.7,
  'fault-at-credentials': 3.1,
  'fault-at-listen': 0.4,
  'fault-at-mkdir': 0.4,
  'fault-at-readdir': 0.4,
  'fault-at-unlink': 0.7,
  'folder-holds-file': 0.8,
  'folder-holds-link': 1.9,
  'folder-holds-stale-socket': 2.6,
  'folder-of-caller': 7.0,
  'folder-of-other': 1.0,
  'folder-of-server': 9.8,
  'meddler-is-caller': 7.1,
  'meddler-is-other': 1.1,
  'out-of-descriptors': 14.4,
  'peer-dies': 22.4,
  'peer-in-callers-group': 28.4,
  'peer-is-caller': 36.5,
  'peer-is-longer': 7.6,
  'peer-is-next': 11.9,
  'peer-is-none': 2.7,
  'peer-is-other': 20.9,
  'peer-is-overflow': 12.1,
  'peer-is-root': 21.6,
  'peer-is-server': 18.7,
  'peer-is-shorter': 7.7,
  'peer-is-wrapped': 12.1,
  'peer-leaves': 36.5,
  'peer-passes-modes': 39.9,
  'peer-stays': 49.8,
  'peer-talks': 22.8,
  'peer-with-pid-0': 21.6,
  'peers-at-once': 36.2,
  'peers-in-a-loop': 20.6,
  'peers-there-at-the-end': 14.6,
  'place-is-file': 2.1,
  'place-is-link': 3.9,
  'place-is-missing': 31.6,
  strict: 24.1,
  'to-be-refused': 15.6,
  'umask-000': 12.3,
};
