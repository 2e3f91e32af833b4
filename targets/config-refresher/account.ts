import { faultName } from '../../harness/arbitraries/fault-plan.ts';
import { writeStepName } from '../../harness/arbitraries/write-schedule.ts';
import type { Account, Row, World, WorldFile } from '../../harness/target.ts';
import { diskOf, pathsOf } from './disk.ts';
import type { End, Entry, Observation } from './observation.ts';
import { momentName } from './properties/findings.ts';
import type { Scenario } from './scenario.ts';
import { sourceBytes } from './source-content.ts';
import { filesOf } from './watch.ts';

const shown = 70;

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

/** Bytes as people read them, on one line. */
function excerpt(bytes: Uint8Array): string {
  const text = JSON.stringify(Buffer.from(bytes).toString('utf8'));
  return text.length > shown ? `${text.slice(0, shown)}…` : text;
}

function damageName({ source: { kind, content } }: Scenario): string {
  const { damage, levels } = content;
  const deep = levels > 0 ? `, ${levels} levels` : '';
  if (
    kind === 'missing' ||
    kind === 'dangling-link' ||
    kind === 'folder' ||
    kind === 'fifo' ||
    kind === 'socket'
  )
    return kind;
  if (damage.kind === 'none') return `${kind}, whole${deep}`;
  return `${kind}, ${damage.kind}${deep}`;
}

function gist(scenario: Scenario): string {
  const { source, target, marker, faults, writer, second, earlier } = scenario;
  const { damage, levels, padding } = source.content;
  const parts: string[] = [];
  if (source.kind !== 'file') parts.push(`source is ${source.kind}`);
  if (damage.kind === 'cut') parts.push(`source cut at byte ${sourceBytes(scenario).length}`);
  else if (damage.kind !== 'none') parts.push(`source ${damage.kind}`);
  if (levels > 0) parts.push(`source nested ${levels} levels`);
  if (padding > 0) parts.push(`source of ${sourceBytes(scenario).length} bytes`);
  if (target.kind !== 'file') parts.push(`target is ${target.kind}`);
  if (marker.startsWith('link') || marker === 'no-folder') parts.push(`marker is ${marker}`);
  parts.push(...faults.map(faultName));
  if (writer.length > 0)
    parts.push(`source rewritten ${writer.length === 1 ? 'once' : `${writer.length} times`}`);
  if (second !== null) parts.push('a second refresher');
  if (earlier !== null) parts.push(`an earlier one killed after operation ${earlier.operations}`);
  return parts.length === 0 ? 'nothing wrong' : parts.join(', ');
}

function scenarioRows(scenario: Scenario): readonly Row[] {
  const { source, target, marker, umask, bystanders, readParts, clock, writer, second, earlier, faults } =
    scenario;
  const { members } = source.content;
  const rows: Row[] = [
    ['source', damageName(scenario)],
    ['source bytes', excerpt(sourceBytes(scenario))],
    ['target', target.kind === 'file' ? `file, mode ${octal(target.mode)}, ${target.content}` : target.kind],
    ['marker', marker],
    ['umask', octal(umask)],
  ];
  if (members.length > 0) rows.push(['keys', members.map(({ key }) => `"${key}"`).join(' ')]);
  if (bystanders.length > 0) rows.push(['bystanders', bystanders.join(' ')]);
  if (readParts > 1) rows.push(['reads', `give at most 1/${readParts} of the file`]);
  if (clock === 'coarse') rows.push(['clock', 'stands still during the run']);
  rows.push(...writer.map((step): Row => ['source', writeStepName(step)]));
  if (second !== null) rows.push(['second', `a second refresher, turns ${second.turns.join(' ')}`]);
  if (earlier !== null)
    rows.push(['earlier', `a refresher was killed after operation ${earlier.operations}`]);
  rows.push(...faults.map((fault): Row => ['fault', faultName(fault)]));
  return rows;
}

/** Paths below the world's folder are given relative to it. */
function relative(path: string): string {
  return path.replace(/^\/world\//, '');
}

function worldFile(path: string, { kind, mode, content, to }: Entry): WorldFile {
  const where = relative(path);
  if (kind === 'file') return { kind, path: where, content, mode };
  if (kind === 'link') return { kind, path: where, to: relative(to) };
  return { kind, path: where, mode };
}

function world(scenario: Scenario): World {
  const { source, target, marker } = pathsOf(scenario);
  const files = [...filesOf(diskOf(scenario))].map(([path, entry]) => worldFile(path, entry));
  return {
    arguments: [source, target, marker].map(relative),
    environment: {},
    files,
    notes: scenarioRows(scenario).filter(([label]) => !['source bytes', 'target', 'marker'].includes(label)),
  };
}

function endName(end: End): string {
  if (end.kind === 'exit') return `status ${end.status}`;
  return end.kind === 'timed-out' ? `not after ${end.limitMs} ms` : end.kind;
}

function touches({ watched, markerTouches }: Observation): string {
  if (markerTouches.length === 0) return 'not touched';
  return watched === 'operations' ? `touched at operation ${markerTouches.join(', ')}` : 'touched';
}

function observationRows(observation: Observation): readonly Row[] {
  const { refreshers, targetStates, operations } = observation;
  const rows: Row[] = [];
  for (const { end, out, err } of refreshers) {
    rows.push(['ended', endName(end)]);
    rows.push(...out.map((line): Row => ['output', line]), ...err.map((line): Row => ['error', line]));
  }
  for (const { moment, entry } of targetStates) {
    const what =
      entry === undefined
        ? 'missing'
        : `${entry.kind}, mode ${octal(entry.mode)}, ${entry.content.length} bytes ${excerpt(entry.content)}`;
    rows.push([
      'target',
      `${moment === 0 ? 'before' : momentName(observation, moment).toLowerCase()}: ${what}`,
    ]);
  }
  if (observation.writtenInPlace) rows.push(['target', 'written in place']);
  rows.push(['marker', touches(observation)]);
  for (const { moment, process, operation, path, to, outcome } of operations) {
    const where = to === undefined ? path : `${path} to ${to}`;
    rows.push(['operation', `${moment} ${process} ${operation} ${where}: ${outcome}`]);
  }
  return rows;
}

/** How the config refresher's scenarios and runs are told to people. */
export const account: Account<Scenario, Observation> = {
  gist,
  scenario: scenarioRows,
  world,
  observation: observationRows,
};
