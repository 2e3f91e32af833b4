import { octal } from '../../harness/arbitraries/file-mode.ts';
import type { TreeEntry } from '../../harness/arbitraries/file-tree.ts';
import type { Account, Row, World, WorldFile } from '../../harness/target.ts';
import { changeText, diffTrees } from '../../harness/world/file-tree/diff.ts';
import type { Session, Started } from './container/inside.ts';
import { environmentOf } from './environment.ts';
import { faultName } from './fault-name.ts';
import type { Ended, Observation } from './observation.ts';
import { changesOf } from './oracle/made.ts';
import { outlookOf } from './oracle/outlook.ts';
import { wantsOf } from './oracle/wants.ts';
import { placesOf } from './places.ts';
import type { Scenario } from './scenario.ts';
import { worldBefore } from './world-before.ts';
import { worldTree } from './world-tree.ts';

/** A path below HOME as people write it. */
function short(path: string): string {
  return JSON.stringify(path.replace(/^\/(?:home|users)\/dev(?=\/|$)/, '~'));
}

function wantedText(scenario: Scenario): readonly string[] {
  const { before, uid } = worldBefore(scenario);
  const { needed } = outlookOf(scenario, before, uid);
  return needed.map(({ want, fate }) => `${short(want.path)} (${want.kind}, ${fate})`);
}

function gist(scenario: Scenario): string {
  const wanted = wantedText(scenario);
  const unknown = scenario.fault.kind === 'lost-file' ? 'it is not known what is mounted' : 'nothing to make';
  const parts = [wanted.length === 0 ? unknown : wanted.slice(0, 3).join(', ')];
  if (wanted.length > 3) parts.push(`${wanted.length - 3} more`);
  if (scenario.fault.kind !== 'none') parts.push(faultName(scenario.fault));
  return parts.join(' · ');
}

function* entries(tree: readonly TreeEntry[], folder: string): Generator<{ path: string; entry: TreeEntry }> {
  for (const entry of tree) {
    const path = `${folder}${entry.name}`;
    yield { path, entry };
    if (entry.kind === 'folder') yield* entries(entry.entries, `${path}/`);
  }
}

function entryText(entry: TreeEntry): string {
  if (entry.kind === 'link') return `link to ${JSON.stringify(entry.to)}`;
  const owner = entry.uid === undefined ? '' : `, uid ${entry.uid}`;
  return `${entry.kind}, mode ${octal(entry.mode ?? (entry.kind === 'folder' ? 0o755 : 0o644))}${owner}`;
}

function rows(scenario: Scenario): readonly Row[] {
  const found: Row[] = wantedText(scenario).map(text => ['source', text]);
  for (const { path, kind, gate } of wantsOf(scenario))
    if (gate !== undefined) found.push(['gated', `${short(path)} (${kind}, ${gate})`]);
  for (const { path, entry } of entries(scenario.tree, '~/'))
    found.push(['in HOME', `${JSON.stringify(path)} ${entryText(entry)}`]);
  found.push(
    ['HOME', `${scenario.home}, mode ${octal(scenario.homeMode)}`],
    ['umask', octal(scenario.umask)],
  );
  if (scenario.fault.kind !== 'none') found.push(['fault', faultName(scenario.fault)]);
  return found;
}

/** A kept world is not at the root: what leads there is told relative to where the link is. */
function inKeptWorld(to: string, path: string): string {
  return to.startsWith('/') ? `${'../'.repeat(path.split('/').length - 1)}${to.slice(1)}` : to;
}

function worldFile(path: string, entry: TreeEntry): WorldFile {
  switch (entry.kind) {
    case 'file':
      return { kind: 'file', path, content: entry.content, ...moded(entry) };
    case 'folder':
      return { kind: 'folder', path, ...moded(entry) };
    case 'link':
      return { kind: 'link', path, to: inKeptWorld(entry.to, path) };
    default:
      return { kind: entry.kind, path };
  }
}

function moded({ mode, uid }: Exclude<TreeEntry, { kind: 'link' }>): { mode?: number; uid?: number } {
  return { ...(mode !== undefined && { mode }), ...(uid !== undefined && { uid }) };
}

function world(scenario: Scenario): World {
  const tree = worldTree(scenario, '');
  return {
    arguments: [],
    environment: environmentOf(scenario, placesOf(scenario, '')),
    files: Array.from(entries(tree, ''), ({ path, entry }) => worldFile(path, entry)),
    notes: rows(scenario).filter(([label]) => label !== 'in HOME'),
  };
}

function endedRows(label: string, { status, said }: Ended): readonly Row[] {
  const lines = said.split('\n').filter(line => line !== '');
  return [[label, `status ${status}`], ...lines.map((line): Row => ['error', line])];
}

function observationRows({ first, second, before, after, session }: Observation): readonly Row[] {
  const changes = changesOf(before, after).map((change): Row => ['changed', changeText(change)]);
  return [
    ...endedRows('ended', first),
    ...changes,
    ...endedRows('second run', second),
    ...(session === undefined ? [] : sessionRows(session)),
  ];
}

function sessionRows(session: Session): readonly Row[] {
  if (session.kind === 'not-composed') return [['session', `Compose refuses it: ${session.reason}`]];
  const changes = diffTrees(session.before, session.after);
  return [
    ...session.services.map((started): Row => [`service ${started.service}`, startText(started)]),
    ...changes.map((change): Row => ['engine', changeText(change)]),
  ];
}

function startText(started: Started): string {
  if (started.kind === 'refused') return `refused at its ${started.at}: ${started.reason}`;
  const found = Object.entries(started.found).map(([path, kind]) => `${JSON.stringify(path)} is a ${kind}`);
  return found.length === 0 ? 'started, and mounts nothing of the host’s' : `started: ${found.join(', ')}`;
}

/** How scenarios and runs are told to people. */
export const account: Account<Scenario, Observation> = {
  gist,
  scenario: rows,
  world,
  observation: observationRows,
};
