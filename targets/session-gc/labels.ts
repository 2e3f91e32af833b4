import type { TreeEntry } from '../../harness/arbitraries/file-tree.ts';
import { hostilities } from '../../harness/arbitraries/hostile-name.ts';
import { succeeds } from './listing.ts';
import { canBeRemoved, hasHome, idOf, isBenign } from './oracle.ts';
import type { Scenario } from './scenario.ts';

function everyEntry(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  return entries.flatMap(entry => [entry, ...(entry.kind === 'folder' ? everyEntry(entry.entries) : [])]);
}

function depthOf(entries: readonly TreeEntry[]): number {
  return Math.max(0, ...entries.map(entry => (entry.kind === 'folder' ? 1 + depthOf(entry.entries) : 0)));
}

function* ofHome(scenario: Scenario): Generator<string> {
  const { is, name, mode, entries } = scenario.home;
  if (is !== 'folder') yield `home-is-${is}`;
  if ((mode & 0o700) !== 0o700) yield 'home-is-closed';
  if (hostilities(name).length > 0) yield 'home-has-a-hostile-name';
  const sessions = entries.filter(entry => entry.kind === 'folder' && idOf(entry.name) !== undefined);
  if (sessions.length > 0) yield 'sessions';
  if (sessions.length > 2) yield 'several-sessions';
  if (sessions.some(entry => !canBeRemoved(scenario, entry))) yield 'session-may-not-go';
  const inSessions = everyEntry(sessions);
  if (inSessions.some(({ kind }) => kind === 'link')) yield 'link-in-a-session';
  if (depthOf(sessions) > 3) yield 'deep-session';
  if (inSessions.some(entry => 'immutable' in entry && entry.immutable === true))
    yield 'immutable-in-a-session';
  if (inSessions.some(({ uid }) => uid !== undefined && uid !== 1000)) yield 'foreign-in-a-session';
  if (inSessions.some(entry => 'mountBytes' in entry)) yield 'mount-in-a-session';
  if (entries.some(entry => entry.kind === 'link' && idOf(entry.name) !== undefined))
    yield 'session-is-a-link';
  if (entries.some(entry => entry.kind === 'file' && idOf(entry.name) !== undefined))
    yield 'session-is-a-file';
  yield* ofNames(entries);
}

function* ofNames(entries: readonly TreeEntry[]): Generator<string> {
  const names = new Set(entries.map(({ name }) => name));
  const siblings = entries.filter(
    ({ name }) => name.endsWith('.json') && idOf(name.slice(0, -5)) !== undefined,
  );
  if (siblings.some(({ name }) => names.has(name.slice(0, -5)))) yield 'sibling';
  if (siblings.some(({ name }) => !names.has(name.slice(0, -5)))) yield 'sibling-alone';
  if (siblings.some(({ kind }) => kind === 'link')) yield 'sibling-is-a-link';
  const others = [...names].filter(name => !name.endsWith('.json') && idOf(name) === undefined);
  if (others.some(name => name.startsWith('.claude-container-'))) yield 'near-miss';
  if (others.some(name => hostilities(name).length > 0)) yield 'hostile-name';
}

function* ofDocker({ home, docker }: Scenario): Generator<string> {
  if (docker.is !== 'program') {
    yield `docker-is-${docker.is}`;
    return;
  }
  if (docker.spaced) yield 'docker-has-a-space';
  const [first, second] = docker.calls;
  if (!succeeds(first)) {
    yield `outage-${first.end.how}`;
    if (first.printed !== 'nothing' && first.names.length > 0) yield `outage-printed-${first.printed}`;
  } else if (first.names.length === 0) yield 'no-container';
  if (second !== undefined && !succeeds(second)) yield 'outage-at-the-second';
  if (first.lines !== 'lf') yield `lines-${first.lines}`;
  if (first.others > 1000) yield 'many-containers';
  if (first.noise !== '') yield 'noise';
  if (/[^\n]$/.test(first.noise)) yield 'noise-without-line-end';
  if (first.names.some(name => name.length > 63)) yield 'long-name';
  const starts = docker.calls.flatMap(call => call.starts);
  const names = new Set(home.entries.map(({ name }) => idOf(name)));
  if (second !== undefined && first.starts.length > 0) yield 'session-starts-unlisted';
  if (starts.some(({ at }) => at === 'before')) yield 'session-starts-before';
  if (starts.some(({ at }) => at === 'after')) yield 'session-starts-after';
  if (starts.some(({ id }) => names.has(id))) yield 'session-starts-over';
}

/** What kind of scenario this is. */
export function labels(scenario: Scenario): readonly string[] {
  const found = new Set(ofDocker(scenario));
  if (hasHome(scenario)) for (const label of ofHome(scenario)) found.add(label);
  else found.add(`home-is-${scenario.home.is}`);
  if (scenario.twice) found.add('twice');
  if (isBenign(scenario)) found.add('benign');
  return [...found];
}

/** Least shares of drawn scenarios, in percent. */
export const atLeast: Readonly<Record<string, number>> = {
  benign: 34.9,
  'deep-session': 0.3,
  'docker-has-a-space': 19.7,
  'docker-is-empty': 0.1,
  'docker-is-folder': 0.1,
  'docker-is-missing': 0.1,
  'docker-is-no-interpreter': 0.1,
  'docker-is-not-executable': 0.1,
  'docker-is-unset': 0.1,
  'foreign-in-a-session': 1.3,
  'home-has-a-hostile-name': 16.3,
  'home-is-closed': 1.4,
  'home-is-empty': 0.4,
  'home-is-link': 8.6,
  'home-is-missing': 0.4,
  'home-is-unset': 0.4,
  'home-is-with-slash': 8,
  'hostile-name': 25.1,
  'immutable-in-a-session': 2.3,
  'lines-crlf': 14,
  'lines-not-last': 14,
  'link-in-a-session': 35.8,
  'long-name': 7.5,
  'many-containers': 2.8,
  'mount-in-a-session': 2.5,
  'near-miss': 24,
  'no-container': 16.6,
  noise: 18,
  'noise-without-line-end': 3,
  'outage-at-the-second': 4,
  'outage-exits': 8.9,
  'outage-hangs': 0.2,
  'outage-killed': 2.8,
  'outage-printed-all': 2.6,
  'outage-printed-half': 2.6,
  'session-is-a-file': 3.8,
  'session-is-a-link': 12.6,
  'session-may-not-go': 10.6,
  'session-starts-after': 4.4,
  'session-starts-before': 4.4,
  'session-starts-over': 0.9,
  'session-starts-unlisted': 1.8,
  sessions: 68.2,
  'several-sessions': 25.4,
  sibling: 26.7,
  'sibling-alone': 44.4,
  'sibling-is-a-link': 4.4,
  twice: 19.3,
};
