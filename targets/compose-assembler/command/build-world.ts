import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { WorldFile } from '../../../harness/target.ts';
import { account } from '../account.ts';
import { byNameBytes } from '../oracle.ts';
import type { Places } from '../places.ts';
import type { Scenario, ScenarioGenerator } from '../scenario.ts';
import { type Backstage, writeGenerator } from './generator-program.ts';
import { realPlaces } from './real-places.ts';

/** A scenario's world on disk. */
export interface ComposeWorld {
  readonly root: string;
  readonly places: Places;
  readonly backstage: Backstage;
}

/** Why a scenario can't be built for real; undefined where it can. */
export function whyNotReal({ generators, folders }: Scenario): string | undefined {
  if (generators.some(({ ends }) => ends.how === 'throws'))
    return 'a start that fails for want of processes is not built for real';
  return whyNoNames({ generators, folders });
}

/** Why a scenario's names can't be had on disk; undefined where they can. */
export function whyNoNames({
  generators,
  folders,
}: Pick<Scenario, 'generators' | 'folders'>): string | undefined {
  const names = [...Object.values(folders), ...generators.map(({ name }) => name)];
  if (names.some(name => !name.isWellFormed())) return 'half of a surrogate pair is no name on disk';
  return undefined;
}

/** Builds the world of a scenario, all that its account tells of, in an empty folder. */
export function buildWorld(scenario: Scenario, root: string): ComposeWorld {
  const places = realPlaces(scenario, root);
  const backstage = { root, folder: join(root, 'backstage'), notes: join(root, 'backstage', 'notes') };
  mkdirSync(backstage.folder);
  writeFileSync(backstage.notes, '');
  buildFiles(scenario, root);
  for (const generator of inListingOrder(scenario))
    writeGenerator(generator, scenario.generators.indexOf(generator), places, backstage);
  return { root, places, backstage };
}

/** Builds what a world holds beside generators: what its account tells of. */
export function buildFiles(scenario: Scenario, root: string): void {
  const places = realPlaces(scenario, root);
  for (const file of account.world(scenario).files) write(file, root, places);
}

function write(file: WorldFile, root: string, places: Places): void {
  const path = root + file.path;
  mkdirSync(dirname(path), { recursive: true });
  if (file.kind === 'file') writeFileSync(path, file.content);
  else if (file.kind === 'folder') mkdirSync(path, { recursive: true });
  else if (file.kind === 'link') symlinkSync(inWorld(file.to, root, places), path);
  else throw new HarnessFault(`a world of an assembler has no ${file.kind}`, 'bad-world');
}

/** Links between mandatory files stay in the world; the project's leads out to the machine. */
function inWorld(to: string, root: string, { base }: Places): string {
  return (root + to).startsWith(dirname(base)) ? root + to : to;
}

/** Some file systems list a folder in the order in which it was filled. */
function inListingOrder({ generators, listing }: Scenario): readonly ScenarioGenerator[] {
  const sorted = generators.toSorted(byNameBytes);
  return listing === 'reversed' ? sorted.reverse() : sorted;
}
