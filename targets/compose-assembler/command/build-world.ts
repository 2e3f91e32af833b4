import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { extraText, mandatoryTexts } from '../mandatory-texts.ts';
import type { Places } from '../places.ts';
import type { Scenario } from '../scenario.ts';
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
  const names = [...Object.values(folders), ...generators.map(({ name }) => name)];
  if (names.some(name => !name.isWellFormed())) return 'half of a surrogate pair is no name on disk';
  if (names.some(name => Buffer.byteLength(name) > longestName))
    return `a name is longer than ${longestName} bytes`;
  return undefined;
}

/** NAME_MAX of Linux's file systems, less the ending of a file that a link leads to. */
const longestName = 250;

/** Builds the world of a scenario in an empty folder. */
export function buildWorld(scenario: Scenario, root: string): ComposeWorld {
  const places = realPlaces(scenario, root);
  const backstage = { folder: join(root, 'backstage'), notes: join(root, 'backstage', 'notes') };
  const { project, base, overlays, generators, temporary } = places;
  for (const folder of [
    join(project, 'data'),
    dirname(base),
    overlays,
    generators,
    temporary,
    backstage.folder,
  ])
    mkdirSync(folder, { recursive: true });
  writeFileSync(backstage.notes, '');
  writeFileSync(join(project, 'extra.yml'), extraText);
  symlinkSync('/var/run', join(project, 'shortcut'));
  writeMandatory(scenario, places);
  for (const [nth, generator] of scenario.generators.entries())
    writeGenerator(generator, nth, places, backstage);
  return { root, places, backstage };
}

function writeMandatory(scenario: Scenario, places: Places): void {
  const texts = mandatoryTexts(scenario);
  for (const file of ['base', 'mode', 'hardening'] as const) {
    const state = scenario.mandatory?.file === file ? scenario.mandatory.state : 'whole';
    const path = places[file];
    const real = `${path}.real`;
    if (state === 'missing' || state === 'unset') continue;
    if (state === 'folder') mkdirSync(path);
    else if (state === 'link' || state === 'dangling-link') {
      symlinkSync(real, path);
      if (state === 'link') writeFileSync(real, texts[file]);
    } else writeFileSync(path, damaged(texts[file], state));
  }
}

function damaged(text: string, state: string): string {
  if (state === 'empty') return '';
  if (state === 'broken') return `${text}services: [\n`;
  return state === 'list' ? '- services\n' : text;
}
