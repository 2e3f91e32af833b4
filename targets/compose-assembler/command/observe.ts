import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { ProgramEnd, Ran } from '../../../harness/stage.ts';
import { endedByOthers, type LeftFile, type Observation } from '../observation.ts';
import { visibleGenerators } from '../oracle.ts';
import { placesOf } from '../places.ts';
import type { Scenario } from '../scenario.ts';
import type { ComposeWorld } from './build-world.ts';
import { noted, wasTried } from './generator-program.ts';
import { inScenarioPaths } from './real-places.ts';

/** What is found at paths: kind, mode, and content or where a link leads. */
export type Snapshot = ReadonlyMap<string, string>;

/** Everything in the world that is not the program's to change. */
export function snapshot({ root, places, backstage }: ComposeWorld): Snapshot {
  const theirs = [places.overlays, places.temporary, backstage.folder];
  const found = new Map<string, string>();
  const look = (folder: string): void => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (theirs.includes(path)) continue;
      const { kind, text, mode } = entryAt(path);
      found.set(path, `${kind} ${mode.toString(8)} ${text}`);
      if (kind === 'folder') look(path);
    }
  };
  look(root);
  return found;
}

function entryAt(path: string): Omit<LeftFile, 'path'> & { readonly mode: number } {
  const status = lstatSync(path);
  const mode = status.mode & 0o7777;
  if (status.isSymbolicLink()) return { kind: 'link', text: readlinkSync(path), mode };
  if (status.isDirectory()) return { kind: 'folder', text: '', mode };
  return { kind: 'file', text: status.isFile() ? readFileSync(path, 'utf8') : '', mode };
}

/** What a program did, in the scenario's paths. */
export function observe(
  scenario: Scenario,
  world: ComposeWorld,
  before: Snapshot,
  { end, out, err }: Pick<Ran, 'end' | 'out' | 'err'>,
): Observation {
  const { root, places } = world;
  const after = snapshot(world);
  const changed = [...before].filter(([path, entry]) => after.get(path) !== entry);
  const plain = (text: string): string => inScenarioPaths(text, root);
  return {
    exit: statusOf(end),
    printed: linesOf(plain(out.text)),
    said: linesOf(plain(err.text)),
    ran: withUnrunnable(scenario, world, generatorsThatRan(scenario, world)),
    overlays: below(places.overlays).map(path => leftFile(path, plain)),
    temporary: below(places.temporary).map(plain),
    changed: changed.map(([path]) => plain(path)),
    // What a program looks at can't be seen from outside: what is damaged was there to be met.
    touched: Object.values(placesOf(scenario)),
  };
}

/** As a shell tells it: what was ended by a signal has 128 and its number. */
function statusOf(end: ProgramEnd): number {
  if (end.kind === 'exited') return end.status;
  const signals: Readonly<Record<string, number | undefined>> = constants.signals;
  return 128 + (end.kind === 'killed' ? (signals[end.signal] ?? 0) : 0);
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function below(folder: string): readonly string[] {
  // Whoever removed the folder itself left nothing in it.
  const names = lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
  return names.map(name => join(folder, name));
}

function leftFile(path: string, plain: (text: string) => string): LeftFile {
  const { kind, text } = entryAt(path);
  return { path: plain(path), kind, text: kind === 'file' ? plain(text) : '' };
}

/** Which generators were started, in their order, and how each ended, by the last of its own notes. */
function generatorsThatRan({ generators }: Scenario, { backstage }: ComposeWorld): Observation['ran'] {
  const last = new Map<string, string>();
  for (const line of linesOf(readFileSync(backstage.notes, 'utf8'))) {
    const [, start = '', word = ''] = /^(\d+ \d+) (\S+)$/.exec(line) ?? [];
    last.set(start, word);
  }
  return Array.from(last, ([start, word]) => ({
    name: generators[Number.parseInt(start, 10)]?.name ?? '',
    ended: word === noted.begins || word === noted.hindered ? endedByOthers : word,
  }));
}

/**
 * With those that can't be run and somebody tried to; when is not known, so each stands where it should be. One that a
 * shell was given to read was started otherwise than as a program.
 */
function withUnrunnable(
  scenario: Scenario,
  { backstage }: ComposeWorld,
  ran: Observation['ran'],
): Observation['ran'] {
  const order = visibleGenerators(scenario).map(({ name }) => name);
  let all = [...ran];
  for (const [nth, { name, ends }] of scenario.generators.entries()) {
    if (ends.how !== 'cannot-run') continue;
    const tried = wasTried(nth, backstage);
    if (!tried) all = all.map(run => (run.name === name ? { name, ended: endedByOthers } : run));
    if (!tried || all.some(run => run.name === name)) continue;
    const next = all.findIndex(other => order.indexOf(other.name) > order.indexOf(name));
    all.splice(next < 0 ? all.length : next, 0, { name, ended: ends.how });
  }
  return all;
}
