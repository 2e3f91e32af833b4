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
  if (canBeReal(scenario)) found.add('can-be-real');
  return [...found];
}

/** The least share of each label among drawn scenarios, in percent: about 60 % of the measured one, less where it is rare. */
export const atLeast: Readonly<Record<string, number>> = {
  'all-three-sockets': 19.9,
  benign: 23.1,
  'caller-after-wrong-peers': 31.3,
  'caller-is-legacy': 6.7,
  'caller-is-nobody': 5.4,
  'caller-is-somebody': 42.2,
  'caller-is-unreadable': 5.7,
  'can-be-real': 35.9,
  'chown-fails-once': 1.9,
  fallback: 15.2,
  'fault-at-accept': 4.3,
  'fault-at-bind': 1.0,
  'fault-at-chmod': 1.1,
  'fault-at-chown': 2.7,
  'fault-at-credentials': 4.1,
  'fault-at-listen': 0.5,
  'fault-at-mkdir': 0.5,
  'fault-at-readdir': 0.5,
  'fault-at-unlink': 0.4,
  'folder-holds-file': 0.9,
  'folder-holds-link': 1.8,
  'folder-holds-stale-socket': 2.2,
  'folder-of-caller': 5.0,
  'folder-of-other': 1.1,
  'folder-of-server': 9.9,
  'meddler-is-caller': 5.0,
  'meddler-is-other': 1.2,
  'out-of-descriptors': 13.5,
  'peer-dies': 22.1,
  'peer-in-callers-group': 32.7,
  'peer-is-caller': 44.3,
  'peer-is-next': 17.2,
  'peer-is-none': 3.6,
  'peer-is-other': 29.4,
  'peer-is-overflow': 17.3,
  'peer-is-root': 29.1,
  'peer-is-wrapped': 17.5,
  'peer-leaves': 36.5,
  'peer-passes-modes': 46.6,
  'peer-stays': 49.7,
  'peer-talks': 23.2,
  'peer-with-pid-0': 22.6,
  'peers-at-once': 36.5,
  'peers-in-a-loop': 20.4,
  'place-is-file': 2.1,
  'place-is-link': 1.8,
  'place-is-missing': 33.2,
  strict: 24.5,
  'to-be-refused': 17.4,
  'umask-000': 12.2,
};
