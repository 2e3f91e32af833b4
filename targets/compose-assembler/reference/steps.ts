import { type Generator, generatorsOf } from './generators.ts';
import { type MandatoryFile, mandatoryFiles } from './mandatory.ts';
import { claimMode, type ModeClaim } from './mode-claim.ts';
import { judgeOverlay } from './overlay/judge-overlay.ts';
import { type OverlayRules, rulesFor } from './overlay/rules.ts';
import { type PlainMap, type PlainYaml, type ReadPlainYaml, readPlainYaml } from './plain-yaml.ts';
import type { Entry, Seams } from './seams.ts';
import type { Settings } from './settings.ts';

/** The decisions of assembly, each by itself. `assemble` puts them in order. */
export interface Steps {
  readonly mandatoryFiles: (settings: Settings) => readonly MandatoryFile[];
  readonly readYaml: ReadPlainYaml;
  readonly rulesFor: (
    mappings: readonly PlainMap[],
    project: string,
    realPath: (path: string) => Promise<string>,
  ) => OverlayRules;
  readonly generatorsOf: (names: readonly string[], settings: Settings) => readonly Generator[];
  readonly collect: (output: string, seams: Seams) => Promise<Collected>;
  readonly judgeOverlay: (overlay: PlainYaml, rules: OverlayRules) => Promise<readonly string[]>;
  readonly claimMode: (files: readonly PlainMap[]) => ModeClaim | undefined;
  readonly clean: (settings: Settings, seams: Seams) => Promise<void>;
}

/** What a generator that succeeded left. */
export type Collected =
  | { readonly kind: 'inactive' }
  | { readonly kind: 'overlay'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string };

const refusals: Readonly<Record<Exclude<Entry, 'file' | 'empty file' | 'missing'>, string>> = {
  folder: 'left a folder where its file should be',
  link: 'left a link where its file should be',
  other: 'left something that is not a file',
};

/** Looks at what stands where a generator was asked to write. A link is not followed. */
export async function collect(output: string, seams: Seams): Promise<Collected> {
  const entry = await seams.entry(output);
  if (entry === 'missing' || entry === 'empty file') return { kind: 'inactive' };
  if (entry !== 'file') return { kind: 'refused', reason: refusals[entry] };
  try {
    return { kind: 'overlay', text: await seams.read(output) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'refused', reason: `left a file that can't be read: ${reason}` };
  }
}

/** Removes everything from the folder of generated files; it was empty when assembly began. */
export async function clean(settings: Settings, seams: Seams): Promise<void> {
  for (const name of await seams.names(settings.overlays)) await seams.remove(`${settings.overlays}/${name}`);
}

/** The hardened decisions. */
export const hardenedSteps: Steps = {
  mandatoryFiles,
  readYaml: text => readPlainYaml(text),
  rulesFor,
  generatorsOf,
  collect,
  judgeOverlay: (overlay, rules) => judgeOverlay(overlay, rules),
  claimMode,
  clean,
};
