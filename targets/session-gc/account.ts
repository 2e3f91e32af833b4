import { octal } from '../../harness/arbitraries/file-mode.ts';
import type { TreeEntry } from '../../harness/arbitraries/file-tree.ts';
import type { Account, Row, World, WorldFile } from '../../harness/target.ts';
import { changeText, diffTrees } from '../../harness/world/file-tree/diff.ts';
import { endName } from './faults.ts';
import { dockerVariable, homeVariable, ownerUid, toolsOf, worldTree } from './layout.ts';
import { callsOf, stubCall, succeeds } from './listing.ts';
import type { End, Listing, Observation, Swept } from './observation.ts';
import { hasHome, idOf } from './oracle.ts';
import type { Call, Outage, Scenario } from './scenario.ts';

const mostRows = 12;

function count(number: number, what: string): string {
  return number === 1 ? `one ${what}` : `${number} ${what}s`;
}

function gist(scenario: Scenario): string {
  const { home, docker } = scenario;
  const parts: string[] = [];
  if (hasHome(scenario)) {
    const sessions = home.entries.filter(
      ({ kind, name }) => kind === 'folder' && idOf(name) !== undefined,
    ).length;
    const others = home.entries.length - sessions;
    const entries = `${others} ${sessions > 0 ? 'more ' : ''}${others === 1 ? 'entry' : 'entries'}`;
    if (sessions > 0) parts.push(count(sessions, 'session'));
    if (others > 0) parts.push(entries);
    if (home.entries.length === 0) parts.push('an empty home');
    if ((home.mode & 0o700) !== 0o700) parts.push(`home of mode ${octal(home.mode)}`);
  } else parts.push(`HOME ${home.is}`);
  if (docker.is !== 'program') parts.push(`DOCKER ${docker.is}`);
  else parts.push(...docker.calls.flatMap((call, nth) => callGist(call, nth)));
  if (scenario.twice) parts.push('swept twice');
  return parts.join(', ');
}

function callGist(call: Call, nth: number): readonly string[] {
  const parts: string[] = [];
  const which = nth === 0 ? 'docker ps' : `docker ps ${nth + 1}`;
  if (!succeeds(call)) parts.push(`${which} ${endName(call.end)}`);
  if (call.starts.length > 0) parts.push(`${count(call.starts.length, 'session')} starting during ${which}`);
  return parts;
}

function entryText(entry: TreeEntry): string {
  const name = JSON.stringify(entry.name);
  if (entry.kind === 'link') return `${name} → ${entry.to}`;
  const extra = [
    entry.mode === undefined ? [] : [`mode ${octal(entry.mode)}`],
    entry.uid === undefined || entry.uid === ownerUid ? [] : [`of user ${entry.uid}`],
    'immutable' in entry && entry.immutable === true ? ['immutable'] : [],
    entry.kind === 'folder' && entry.mountBytes !== undefined ? ['a mount'] : [],
    entry.kind === 'folder' ? [count(everyEntry(entry.entries), 'entry').replace('entrys', 'entries')] : [],
  ].flat();
  return `${name}, ${[entry.kind, ...extra].join(', ')}`;
}

function everyEntry(entries: readonly TreeEntry[]): number {
  return entries.reduce(
    (sum, entry) => sum + 1 + (entry.kind === 'folder' ? everyEntry(entry.entries) : 0),
    0,
  );
}

/** What a real engine is to do, as far as a case says it. */
function engineRows(label: string, { engine, names }: Call): readonly Row[] {
  if (engine === undefined) return [];
  const states = names.flatMap((name, nth) => {
    const state = engine.states[nth] ?? 'created';
    return state === 'created' ? [] : [`${name} is ${state}`];
  });
  const { outage } = engine;
  const how = outage === undefined ? [] : [`the engine ${outageName(outage)}`];
  const text = [...states, ...how].join(', ');
  return text === '' ? [] : [[`${label}, real`, text]];
}

function outageName(outage: Outage): string {
  switch (outage.how) {
    case 'refuses':
      return 'is not listening at its socket';
    case 'missing':
      return 'has no socket';
    case 'unreadable':
      return 'has a socket that nobody may connect to';
    case 'fails':
      return 'answers with an error';
    case 'cut':
      return outage.at < 0
        ? `keeps back the last ${-outage.at} bytes of its answer`
        : `ends its answer after ${outage.at} bytes`;
  }
}

function callRows(call: Call, nth: number): readonly Row[] {
  const label = `docker ps ${nth + 1}`;
  const { names, others, printed, lines } = call;
  const more = others > 0 ? ` and ${others} others` : '';
  const how = [
    printed === 'all' ? [] : [`prints ${printed}`],
    lines === 'lf' ? [] : [`lines ${lines}`],
  ].flat();
  return [
    [label, `${names.join(' ') || 'no container'}${more}`],
    [label, [...how, endName(call.end)].join(', ')],
    ...call.starts.map(({ id, at }): Row => [label, `session ${id} starts ${at} the names are printed`]),
    ...engineRows(label, call),
  ];
}

function scenarioRows(scenario: Scenario): readonly Row[] {
  const { home, docker, twice } = scenario;
  const shown = home.entries.slice(0, mostRows);
  const rows: Row[] = [
    ['HOME', home.is === 'folder' ? `${JSON.stringify(home.name)}, mode ${octal(home.mode)}` : home.is],
    ...shown.map((entry): Row => ['entry', entryText(entry)]),
    ['DOCKER', docker.is],
  ];
  if (home.entries.length > mostRows) rows.push(['entry', `and ${home.entries.length - mostRows} more`]);
  if (docker.is === 'program') rows.push(...callsOf(scenario).flatMap(callRows));
  if (twice) rows.push(['sweeps', 'two, one after the other']);
  return rows;
}

/** Paths below the world's folder are given relative to it. */
function relative(path: string): string {
  return path.replace(/^\/world\//, '');
}

function worldFiles(entries: readonly TreeEntry[], folder: string): readonly WorldFile[] {
  return entries.flatMap((entry): readonly WorldFile[] => {
    const path = `${folder}${entry.name}`;
    if (entry.kind === 'link') return [{ kind: 'link', path, to: relative(entry.to) }];
    const who = { path, ...(entry.mode !== undefined && { mode: entry.mode }), uid: entry.uid ?? ownerUid };
    if (entry.kind === 'file') return [{ kind: 'file', content: entry.content, ...who }];
    if (entry.kind !== 'folder')
      return [{ kind: entry.kind, path, ...(entry.mode !== undefined && { mode: entry.mode }) }];
    return [{ kind: 'folder', ...who }, ...worldFiles(entry.entries, `${path}/`)];
  });
}

/** A program that prints what the first call prints, and ends as that does. */
function dockerText(scenario: Scenario): string {
  const [call] = callsOf(scenario);
  const lines = stubCall(call).steps.flatMap(step =>
    step.kind === 'prints' && step.to === 'out' ? [printLine(step.text, step.times)] : [],
  );
  return ['#!/bin/sh', ...lines, endLine(call), ''].join('\n');
}

/** Names that stand there many times over need no room for each. */
function printLine(text: string, times: number | undefined): string {
  const quoted = (words: string): string => `'${words.replaceAll("'", `'\\''`)}'`;
  if (times === undefined) return `printf %s ${quoted(text)}`;
  return `yes ${quoted(text.replace(/\n$/, ''))} | head -n ${times}`;
}

function endLine({ end }: Call): string {
  if (end.how === 'exits') return `exit ${end.status}`;
  return end.how === 'hangs' ? 'exec sleep 1000' : `kill -${end.signal.slice(3)} $$`;
}

function world(scenario: Scenario): World {
  const home = homeVariable(scenario);
  const docker = dockerVariable(scenario);
  const tools = relative(toolsOf(scenario));
  const program: readonly WorldFile[] =
    scenario.docker.is === 'program'
      ? [{ kind: 'file', path: `${tools}/docker`, content: dockerText(scenario), mode: 0o755 }]
      : [];
  return {
    arguments: [],
    environment: {
      ...(home !== undefined && { HOME: relative(home) }),
      ...(docker !== undefined && { DOCKER: relative(docker) }),
    },
    files: [...worldFiles(worldTree(scenario), ''), { kind: 'folder', path: tools }, ...program],
    notes: scenarioRows(scenario).filter(([label]) => label !== 'entry'),
  };
}

function ended(end: End): string {
  if (end.kind === 'exited') return `status ${end.status}`;
  return end.kind === 'killed' ? `by ${end.signal}` : 'not by itself';
}

/** More names are told by their number. */
const mostNames = 8;

function insideRows({ inside }: Listing): readonly Row[] {
  if (inside === undefined) return [];
  const { containers, complaint, outage } = inside;
  const names = containers?.slice(0, mostNames).join(' ');
  const more = (containers?.length ?? 0) - mostNames;
  const had = names === undefined ? 'was not asked' : `had ${names || 'no container'}`;
  const rows: Row[] = [['engine', had + (more > 0 ? ` and ${more} more` : '')]];
  if (outage !== 'none') rows.push(['engine', `its outage: ${outage}`]);
  for (const line of complaint.split('\n')) if (line !== '') rows.push(['docker said', line]);
  return rows;
}

function sweptRows(before: Observation['before'], { end, out, err, listings, after }: Swept): readonly Row[] {
  const changes = diffTrees(before, after).map(changeText);
  const calls = listings.map(listing =>
    listing.end === undefined ? 'was ended early' : endName(listing.end),
  );
  const rows: Row[] = [
    ['ended', ended(end)],
    ['docker ps', calls.join(', then ') || 'was not run'],
    ...listings.flatMap(insideRows),
    ...out.map((line): Row => ['output', line]),
    ...err.map((line): Row => ['error', line]),
    ...changes.slice(0, mostRows).map((text): Row => ['changed', text]),
  ];
  if (changes.length === 0) rows.push(['changed', 'nothing']);
  if (changes.length > mostRows) rows.push(['changed', `and ${changes.length - mostRows} more`]);
  return rows;
}

/** How scenarios and runs of the session sweep are told. */
export const account: Account<Scenario, Observation> = {
  gist,
  scenario: scenarioRows,
  world,
  observation: ({ before, first, second }) => [
    ...sweptRows(before, first),
    ...(second === undefined
      ? []
      : sweptRows(first.after, second).map(([label, text]): Row => [`again: ${label}`, text])),
  ],
};
