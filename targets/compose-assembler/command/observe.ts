import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Ran } from '../../../harness/stage.ts';
import { endedByOthers, type LeftFile, type Observation } from '../observation.ts';
import { visibleGenerators } from '../oracle.ts';
import { placesOf } from '../places.ts';
import type { Scenario } from '../scenario.ts';
import type { ComposeWorld } from './build-world.ts';
import { wasLookedInto } from './generator-program.ts';
import { inScenarioPaths } from './real-places.ts';

/** What is found at paths: kind, and content or where a link leads. */
export type Snapshot = ReadonlyMap<string, string>;

/** Everything in the world that is not the program's to change. */
export function snapshot({ root, places, backstage }: ComposeWorld): Snapshot {
  const mine = [places.overlays, places.temporary, backstage.folder];
  const found = new Map<string, string>();
  const look = (folder: string): void => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (mine.includes(path)) continue;
      const entry = entryAt(path);
      found.set(path, `${entry.kind} ${entry.text}`);
      if (entry.kind === 'folder') look(path);
    }
  };
  look(root);
  return found;
}

function entryAt(path: string): Omit<LeftFile, 'path'> {
  const status = lstatSync(path);
  if (status.isSymbolicLink()) return { kind: 'link', text: readlinkSync(path) };
  if (status.isDirectory()) return { kind: 'folder', text: '' };
  return { kind: 'file', text: status.isFile() ? readFileSync(path, 'utf8') : '' };
}

/** What a program did, in the scenario's paths. */
export function observe(scenario: Scenario, world: ComposeWorld, before: Snapshot, ran: Ran): Observation {
  const { root, places } = world;
  const after = snapshot(world);
  const changed = [...before].filter(([path, entry]) => after.get(path) !== entry);
  const plain = (text: string): string => inScenarioPaths(text, root);
  return {
    exit: ran.end.kind === 'exited' ? ran.end.status : 128,
    printed: linesOf(plain(ran.out.text)),
    said: linesOf(plain(ran.err.text)),
    ran: withUnrunnable(scenario, world, generatorsThatRan(scenario, world)),
    overlays: below(places.overlays).map(path => leftFile(path, plain)),
    temporary: below(places.temporary).map(plain),
    changed: changed.map(([path]) => plain(path)),
    // What a program looks at can't be seen from outside: what is damaged was there to be met.
    touched: Object.values(placesOf(scenario)),
  };
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

/** Which generators were started, in their order, and how each ended, by their own notes. */
function generatorsThatRan({ generators }: Scenario, { backstage }: ComposeWorld): Observation['ran'] {
  const notes = linesOf(readFileSync(backstage.notes, 'utf8')).map(line => line.split(' '));
  const begun = notes.filter(([, word]) => word === 'begins');
  const ran = begun.map(([nth = ''], at) => {
    const name = generators[Number(nth)]?.name ?? '';
    // A generator that is run twice notes two ends, the first with the first.
    const earlier = begun.slice(0, at).filter(([other]) => other === nth).length;
    const ends = notes.filter(([other, word]) => other === nth && word !== 'begins');
    return { name, ended: ends[earlier]?.[1] ?? endedByOthers };
  });
  return ran;
}

/** With those that can't be run and somebody tried to; when is not known, so each stands where it should be. */
function withUnrunnable(
  scenario: Scenario,
  { places }: ComposeWorld,
  ran: Observation['ran'],
): Observation['ran'] {
  const order = visibleGenerators(scenario).map(({ name }) => name);
  const all = [...ran];
  for (const { name, ends } of scenario.generators) {
    if (ends.how !== 'cannot-run' || !wasLookedInto(join(places.generators, name))) continue;
    const next = all.findIndex(other => order.indexOf(other.name) > order.indexOf(name));
    all.splice(next < 0 ? all.length : next, 0, { name, ended: ends.how });
  }
  return all;
}
