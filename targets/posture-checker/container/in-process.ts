import { HarnessFault } from '../../../harness/harness-fault.ts';
import { type ContainerPlace, Unobserved } from '../../../harness/stage.ts';
import type { Implementation } from '../../../harness/target.ts';
import { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import { asMask, bitsIn } from '../../../harness/world/identity/capability-set.ts';
import { identityFacts } from '../../../harness/world/identity/identity-facts.ts';
import { openedFurther } from '../looser.ts';
import type { PostureObservation } from '../observation.ts';
import { type CacheEntry, type PostureScenario, uidOf } from '../scenario.ts';
import { tellStatusText } from '../status-text.ts';
import { withContainer } from './boot-container.ts';
import type { Inside } from './inside.ts';
import { prepare } from './prepare.ts';
import type { Seen, SeenEntry } from './read-inside.ts';
import { whyOther } from './why-other.ts';

type Posture = Implementation<PostureScenario, PostureObservation>;

/**
 * Boots an implementation in process on what the kernel says in the container of the scenario, and then again: there, or
 * on what it says in one that is opened further.
 */
export async function inProcess(
  scenario: PostureScenario,
  implementation: Posture,
  place: ContainerPlace,
): Promise<PostureObservation | Unobserved> {
  const further = openedFurther(scenario);
  using client = new EngineClient(place.engine.socket);
  const first = await bootOn(client, scenario, implementation, place, 'first');
  if (first instanceof Unobserved) return first;
  if (further === null) return { ...first.observation, inside: [first.inside, first.inside] };
  const looser = await bootOn(client, further, implementation, place, 'looser');
  if (looser instanceof Unobserved) return looser;
  return {
    ...first.observation,
    second: { on: 'looser', ...looser.observation.first },
    inside: [first.inside, looser.inside],
  };
}

async function bootOn(
  client: EngineClient,
  scenario: PostureScenario,
  implementation: Posture,
  place: ContainerPlace,
  name: string,
): Promise<{ readonly observation: PostureObservation; readonly inside: Inside } | Unobserved> {
  const ready = prepare(scenario, place, name, []);
  if (ready instanceof Unobserved) return ready;
  const booted = await withContainer(client, place.engine, ready.run, ready.words, each => each.boot());
  if (booted.kind === 'none') return new Unobserved(booted.instead);
  const reason = whyOther(scenario, booted.seen, identityFacts());
  if (reason !== undefined) return new Unobserved({ kind: 'rejected', reason });
  const inside = ready.inside(booted.seen);
  const observation = await implementation.run(asSeen(scenario, booted.seen, inside));
  return observation instanceof Unobserved ? observation : { observation, inside };
}

/** The scenario whose machine is what was seen: the seams that an implementation is given are made of it. */
function asSeen(scenario: PostureScenario, seen: Seen, { seen: { environment } }: Inside): PostureScenario {
  const { identity } = seen;
  const { uid, gid, groups, effective, permitted, inheritable, bounding, ambient, noNewPrivileges } =
    identity;
  const facts: PostureScenario = {
    ...scenario,
    environment,
    uid,
    status: { ...scenario.status, effective, dormant: asMask(bitsIn(permitted) & ~bitsIn(effective)) },
    beside: { gid, groups: [...groups], inheritable, bounding, ambient, noNewPrivileges },
    looser: null,
  };
  const all = { ...facts, cacheEntry: entrySeen(facts, seen) };
  tellStatusText(all, seen.status);
  return all;
}

const kinds = { folder: 0o040_000, file: 0o100_000, fifo: 0o010_000, link: 0o120_000 } as const;
const kindNames = ['folder', 'file', 'fifo', 'link'] as const;

/** The cache's entry as it was seen. Where none is asked for, it is the scenario's. */
function entrySeen(scenario: PostureScenario, { cache, behind }: Seen): CacheEntry {
  if (cache === undefined) return scenario.cacheEntry;
  if ('code' in cache) return cache.code === 'ENOENT' ? { kind: 'missing' } : faultSeen(cache.code);
  const kind = kindNames.find(name => kinds[name] === (cache.mode & 0o170_000));
  if (kind === undefined) throw unlike('a kind that no scenario has');
  if (kind !== 'link') return { kind, ...closedAs(scenario, cache) };
  if (behind === undefined || 'code' in behind)
    return { kind, to: 'nothing', mode: '0700', owner: 'effective' };
  return { kind, to: 'folder', ...closedAs(scenario, behind) };
}

const faults = ['EACCES', 'EIO', 'ELOOP', 'ENAMETOOLONG', 'ENOMEM'] as const;

function faultSeen(code: string): CacheEntry {
  const known = faults.find(fault => fault === code);
  if (known === undefined) throw unlike(`the error ${code}`);
  return { kind: 'fault', code: known };
}

const owners = ['effective', 'real', 'saved', 'root', 'other'] as const;

function closedAs({ uid }: PostureScenario, { mode, uid: owner }: Exclude<SeenEntry, { code: string }>) {
  const whose = owners.find(each => uidOf(each, uid) === owner);
  if (whose === undefined) throw unlike(`the owner ${owner}`);
  return { mode: (mode & 0o7777).toString(8).padStart(4, '0'), owner: whose };
}

function unlike(what: string): HarnessFault {
  return new HarnessFault(`the certificate cache has ${what} inside`, 'bad-world');
}
