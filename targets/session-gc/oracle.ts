import type { TreeEntry, TreeFolder } from '../../harness/arbitraries/file-tree.ts';
import type { StubCall } from '../../harness/world/stub/stub.ts';
import { homeOf, worldFolder } from './layout.ts';
import { callsOf, callsOfSecondSweep, stubCall, succeeds } from './listing.ts';
import type { Listing, Observation, Swept } from './observation.ts';
import type { Call, Home, Scenario } from './scenario.ts';

const folderName = /^\.claude-container-([0-9a-f]{4})$/;
const liveName = /^drydock-(?:.*-)?([0-9a-f]{4})(?:-shell)?$/s;
/** Nothing stands where a project ought to: nobody is wrong who takes it for a session, or for none. */
const unclearName = /^drydock--?[0-9a-f]{4}(?:-shell)?$/;

/** The id of the session that a folder of that name belongs to; undefined: to none. */
export function idOf(name: string): string | undefined {
  return folderName.exec(name)?.[1];
}

/** Path of the home as snapshots have it, relative to the world. */
export function homePath(scenario: Pick<Scenario, 'home'>): string {
  return homeOf(scenario).slice(worldFolder.length + 1);
}

/** One sweep, with what there was before it, and what docker(1) says during it. */
export interface Sweeping {
  readonly before: Observation['before'];
  readonly swept: Swept;
  readonly calls: readonly [Call, ...Call[]];
}

/** The first sweep, and the second where there is one. */
export function sweepings(
  scenario: Scenario,
  { before, first, second }: Observation,
): readonly [Sweeping, ...Sweeping[]] {
  const one = { before, swept: first, calls: callsOf(scenario) };
  if (second === undefined) return [one];
  return [one, { before: first.after, swept: second, calls: callsOfSecondSweep(scenario) }];
}

/** A real folder of a session that was there before a sweep. */
export interface Session {
  readonly id: string;
  /** Path of the folder; its sibling has `.json` behind it. */
  readonly path: string;
  readonly name: string;
}

/** Whether `HOME` leads to the home at all. */
export function hasHome({ home: { is } }: Pick<Scenario, 'home'>): boolean {
  return is === 'folder' || is === 'with-slash' || is === 'link';
}

/** The session folders that a sweep may look at. */
export function sessionsIn(scenario: Scenario, before: Observation['before']): readonly Session[] {
  if (!hasHome(scenario)) return [];
  const prefix = `${homePath(scenario)}/`;
  const found: Session[] = [];
  for (const [path, { kind }] of before) {
    if (kind !== 'folder' || !path.startsWith(prefix)) continue;
    const name = path.slice(prefix.length);
    const id = idOf(name);
    if (id !== undefined) found.push({ id, path, name });
  }
  return found;
}

/** Whether a path is a session's folder, in it, or its sibling or in that. */
export function belongsTo(path: string, { path: folder }: Session): boolean {
  const sibling = `${folder}.json`;
  return (
    path === folder || path.startsWith(`${folder}/`) || path === sibling || path.startsWith(`${sibling}/`)
  );
}

/** The names that a call prints, as it prints them: one a line, whichever way lines end. */
function namesIn({ steps }: StubCall): readonly string[] {
  // Other containers' names, of which there may be thousands, name no session.
  const texts = steps.flatMap(step =>
    step.kind === 'prints' && step.to === 'out' && step.times === undefined ? [step.text] : [],
  );
  return texts.join('').split(/\r?\n/);
}

/** What a call says of who lives; `unclear` sessions may be taken for live or not. */
export interface Answer {
  readonly live: ReadonlySet<string>;
  readonly unclear: ReadonlySet<string>;
}

const answers = new WeakMap<Call, Answer>();

function answerOf(call: Call): Answer {
  const known = answers.get(call) ?? answerIn(namesIn(stubCall(call)));
  answers.set(call, known);
  return known;
}

/** What names of containers say of who lives. */
function answerIn(names: readonly string[]): Answer {
  const live = new Set<string>();
  const unclear = new Set<string>();
  for (const name of names) {
    const id = liveName.exec(name)?.[1];
    if (id !== undefined) (unclearName.test(name) ? unclear : live).add(id);
  }
  return { live, unclear };
}

/**
 * What the n-th listing of a sweep, from 0, said; undefined: it failed. Of a real engine it is what there was to say: a
 * client that leaves somebody out is no excuse.
 */
export function answered({ swept, calls }: Sweeping, nth: number): Answer | undefined {
  const { end, inside } = swept.listings[nth] ?? {};
  if (end === undefined || !succeeds({ end })) return undefined;
  if (inside !== undefined) return inside.containers === undefined ? undefined : answerIn(inside.containers);
  return answerOf(calls[nth] ?? calls.at(-1) ?? calls[0]);
}

/** How many of the listings began while a session's folder was still there. */
function listingsBeforeRemoval({ swept: { listings } }: Sweeping, { name }: Session): number {
  const gone = listings.findIndex(({ present }: Listing) => present !== undefined && !present.has(name));
  return gone < 0 ? listings.length : gone;
}

/** Why a session's folder had to stay in a sweep; undefined: it might go. */
export type Stays = 'never-asked' | 'outage' | 'live' | 'started';

/**
 * Why a session's folder had to stay: by the last listing before it went. One whose removal may have begun before its
 * folder went had to stay only where no listing let it go.
 * @param whole whether it goes at once, or not at all
 */
export function whyItStays(sweeping: Sweeping, session: Session, whole: boolean): Stays | undefined {
  if (sweeping.swept.listings.some(({ started }) => started.includes(session.id))) return 'started';
  const count = listingsBeforeRemoval(sweeping, session);
  const reasons = Array.from({ length: count }, (_, nth): Stays | undefined => {
    const answer = answered(sweeping, nth);
    if (answer === undefined) return 'outage';
    return answer.live.has(session.id) ? 'live' : undefined;
  });
  if (reasons.length === 0) return 'never-asked';
  return whole || !reasons.includes(undefined) ? reasons.at(-1) : undefined;
}

/** Whether a session is gone by every listing of a sweep, and there was one. */
export function isOrphan(sweeping: Sweeping, { id }: Session): boolean {
  const { listings } = sweeping.swept;
  if (listings.length === 0 || listings.some(({ started }) => started.includes(id))) return false;
  return listings.every((_, nth) => {
    const answer = answered(sweeping, nth);
    return answer !== undefined && !answer.live.has(id) && !answer.unclear.has(id);
  });
}

/** Whether the home's owner can look into it. */
export function homeIsListed({ home }: Scenario): boolean {
  return (home.mode & 0o500) === 0o500;
}

function isSurelyRemovable(entry: TreeEntry): boolean {
  if (entry.kind === 'file') return entry.immutable !== true;
  if (entry.kind !== 'folder') return true;
  const { mode = 0o755, uid, mountBytes, immutable, entries } = entry;
  if (uid !== undefined || mountBytes !== undefined || immutable === true) return false;
  return (mode & 0o700) === 0o700 && entries.every(isSurelyRemovable);
}

function entryOf({ entries }: Home, name: string): TreeEntry | undefined {
  return entries.find(entry => entry.name === name);
}

/** Whether nothing keeps the home's owner from removing a folder that the scenario begins with. */
export function canBeRemoved({ home }: Scenario, { name }: Pick<Session, 'name'>): boolean {
  const entry = entryOf(home, name);
  return (home.mode & 0o700) === 0o700 && entry !== undefined && isSurelyRemovable(entry);
}

/** Whether a session has a sibling that is a file and can be removed. */
export function hasSibling(scenario: Scenario, { name }: Pick<Session, 'name'>): boolean {
  const sibling = entryOf(scenario.home, `${name}.json`);
  return sibling?.kind === 'file' && canBeRemoved(scenario, sibling);
}

/** Folders of sessions that the home begins with. */
function sessionEntries({ home }: Scenario): readonly TreeFolder[] {
  return home.entries.flatMap(entry =>
    entry.kind === 'folder' && idOf(entry.name) !== undefined ? [entry] : [],
  );
}

/** Whether nothing is wrong anywhere: docker(1) answers, nobody starts, and what is to go can go. */
export function isBenign(scenario: Scenario): boolean {
  const { docker } = scenario;
  if (!hasHome(scenario) || docker.is !== 'program') return false;
  const calm = docker.calls.every(
    call => succeeds(call) && call.printed === 'all' && call.starts.length === 0,
  );
  return calm && sessionEntries(scenario).every(entry => canBeRemoved(scenario, entry));
}

/** What the sweep itself said on standard error: what docker(1) said there may have been passed on, line end or none. */
export function ownWords({ swept: { err, listings }, calls }: Sweeping): readonly string[] {
  const said = [...calls.map(({ noise }) => noise), ...listings.map(({ inside }) => inside?.complaint ?? '')];
  const noises = new Set(said.flatMap(noise => noise.split('\n')).filter(noise => noise !== ''));
  const own = (line: string): string => [...noises].reduce((rest, noise) => rest.replaceAll(noise, ''), line);
  return err.map(own).filter(line => line.trim() !== '');
}
