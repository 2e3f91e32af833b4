import type { Attempt, WrapObservation } from './observation.ts';
import { callerUid, ownerUid, serverUid, type WrapScenario } from './scenario.ts';

/** Whom CALLER_UID names; read in another way than the reference reads it. */
export type Named =
  | { readonly kind: 'somebody'; readonly uid: number }
  | { readonly kind: 'nobody' | 'legacy' | 'unreadable' };

const nobodies = new Set(['65534', '4294967295']);

export function named({ caller }: WrapScenario): Named {
  if (caller === '-' || caller === '0') return { kind: 'legacy' };
  if (nobodies.has(caller)) return { kind: 'nobody' };
  const number = Number.parseInt(caller, 10);
  const plain = String(number) === caller && number > 0 && number < 2 ** 32;
  return plain ? { kind: 'somebody', uid: number } : { kind: 'unreadable' };
}

/** Whether the server may make somebody else the owner of a file of its own; undefined: a fault decides. */
export function canGive(scenario: WrapScenario): boolean | undefined {
  if (scenario.faults.some(({ call }) => call === 'chown')) return undefined;
  return scenario.server === 'root' || serverUid(scenario) === callerUid(scenario);
}

const setUp = new Set(['mkdir', 'readdir', 'chmod', 'chown', 'bind', 'listen', 'unlink']);

/** Whether the server has to serve, has to refuse, or may do either. */
export function shouldStart(scenario: WrapScenario): 'serve' | 'refuse' | 'either' {
  const { place, faults, meddler } = scenario;
  const { kind } = named(scenario);
  if (kind === 'unreadable' || place.kind === 'link' || place.kind === 'file') return 'refuse';
  if (place.kind === 'folder') {
    if (place.holds.length > 0 || !isTheirs(scenario)) return 'refuse';
    // Whoever is neither root nor the owner can't close the folder before using it; nor read one that its mode closes.
    const owner = ownerUid(scenario, place.owner);
    if (scenario.server !== 'root' && owner !== serverUid(scenario)) return 'either';
    if (scenario.server === 'user' && (Number.parseInt(place.mode, 8) & 0o700) !== 0o700) return 'either';
  }
  if (kind === 'nobody' || meddler !== null || faults.some(({ call }) => setUp.has(call))) return 'either';
  return 'serve';
}

function isTheirs(scenario: WrapScenario): boolean {
  if (scenario.place.kind !== 'folder') return false;
  const owner = ownerUid(scenario, scenario.place.owner);
  const caller = named(scenario);
  return owner === serverUid(scenario) || (caller.kind === 'somebody' && owner === caller.uid);
}

/** Whether a peer is the one that the sockets are for, as far as there is such a one. */
export function isRightful(scenario: WrapScenario, { uid, outside, untold }: Attempt): boolean {
  const caller = named(scenario);
  return caller.kind === 'somebody' && uid === caller.uid && !outside && !untold;
}

/** Peers that came as far as the server. */
export function connected({ attempts }: WrapObservation): readonly Attempt[] {
  return attempts.filter(({ reached }) => reached === 'connected');
}
