import { Buffer } from 'node:buffer';
import { posix } from 'node:path';
import { renderCompose } from '../../harness/arbitraries/compose-file.ts';
import { type MergeWorld, mergeFiles, mergeOver } from '../../harness/compose/merge-files.ts';
import { memory } from '../../harness/compose/remember.ts';
import type { Mapping } from '../../harness/compose/tree.ts';
import { HarnessFault } from '../../harness/harness-fault.ts';
import { extraText, hardenedServicesOf, mandatoryTexts } from './mandatory-texts.ts';
import { cut, followLinks, linksOf, overlayText, type Places, placesOf } from './places.ts';
import { type Mode, modeOf } from './posture/mode.ts';
import { type Opening, openings } from './posture/openings.ts';
import type { Host } from './posture/place.ts';
import type { Scenario, ScenarioGenerator } from './scenario.ts';

/** What the effective model of a list of files comes to, compared with the mandatory files alone. */
export type Effect =
  | { readonly kind: 'merged'; readonly openings: readonly Opening[]; readonly mode: Mode }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Whether an effective model is less closed than the mandatory files alone. */
export function opens(effect: Effect): effect is Effect & { kind: 'merged' } {
  return effect.kind === 'merged' && effect.openings.length > 0;
}

/** An effect on one line: the mode, and what is opened of which service. */
export function effectText(effect: Effect): string {
  if (effect.kind === 'unreadable') return `unreadable: ${effect.reason}`;
  const byService = new Map<string, string[]>();
  for (const { service, what } of effect.openings)
    byService.set(service, [...(byService.get(service) ?? []), what]);
  const opened = Array.from(byService, ([service, all]) => `${service}: ${all.join(', ')}`);
  return [`mode ${effect.mode}`, ...(opened.length > 0 ? opened : ['nothing opened'])].join(' · ');
}

/** What a generator's file means for the assembly, whatever the program under test thinks of it. */
export type Prediction =
  /** It exits otherwise than with 0, is killed, hangs, or can't be run. */
  | { readonly kind: 'fails' }
  | { readonly kind: 'inactive' }
  /** Its file is not a regular one, or not a YAML mapping. */
  | { readonly kind: 'unusable'; readonly reason: string }
  | { readonly kind: 'opens'; readonly openings: readonly Opening[] }
  | { readonly kind: 'fits' };

/** Whether hardening is dropped. */
export function isOptedOut({ optOut }: Scenario): boolean {
  return optOut === '1';
}

/** The mandatory files in their order. */
export function mandatoryPaths(scenario: Scenario): readonly string[] {
  const { base, mode, hardening } = placesOf(scenario);
  return isOptedOut(scenario) ? [base, mode] : [base, mode, hardening];
}

/** The mandatory file that can't be used, if there is one; one that is not needed counts for nothing. */
export function unusableMandatory(scenario: Scenario): string | undefined {
  const { mandatory, folders } = scenario;
  const needed = !(mandatory?.file === 'hardening' && isOptedOut(scenario));
  if (mandatory !== null && mandatory.state !== 'link' && needed) return mandatory.file;
  return /[\n\r]/.test(folders.files) ? 'base' : undefined;
}

/** The generators that are to run, in the order of the bytes of their names. */
export function visibleGenerators({ generators }: Scenario): readonly ScenarioGenerator[] {
  return generators.filter(({ name }) => !name.startsWith('.')).toSorted(byNameBytes);
}

/** The order of the bytes of two names. */
export function byNameBytes(a: ScenarioGenerator, b: ScenarioGenerator): number {
  return Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));
}

const failing: ReadonlySet<string> = new Set([
  'exits',
  'killed',
  'hangs',
  'disk-full',
  'cannot-run',
  'throws',
]);

/** Whether a generator's run is a failure of the assembly. */
export function isFailing({ ends }: ScenarioGenerator): boolean {
  return failing.has(ends.how);
}

const effects = memory<Effect>();

/** The mandatory files as they are meant to be, in their order. */
export function mandatoryFiles(
  scenario: Scenario,
): readonly { readonly path: string; readonly text: string }[] {
  const contents = mandatoryContents(scenario);
  return mandatoryPaths(scenario).map((path, at) => ({ path, text: contents[at] ?? '' }));
}

/** What the scenario's mandatory files say, in their order. */
function mandatoryContents(scenario: Scenario): readonly string[] {
  const { base, mode, hardening } = mandatoryTexts(scenario);
  return isOptedOut(scenario) ? [base, mode] : [base, mode, hardening];
}

/**
 * The effect of a list of files, measured by the scenario's mandatory ones alone.
 * @param texts contents of the files, in the order of their `-f` arguments
 */
export function effectOf(scenario: Scenario, texts: readonly string[]): Effect {
  const { shape, mode, hardening, folders } = scenario;
  const drops = isOptedOut(scenario) ? 'out' : '';
  const key = [shape, mode, hardening, drops, folders.project, folders.files, ...texts].join('\0');
  const known = effects.get(key);
  if (known !== undefined) return known;
  const effect = work(scenario, texts);
  effects.set(key, effect);
  return effect;
}

function work(scenario: Scenario, texts: readonly string[]): Effect {
  const mandatory = mandatoryContents(scenario);
  const before = modelOfMandatory(mandatory);
  const intact = mandatory.every((text, at) => texts[at] === text);
  const merged = intact
    ? mergeOver(before, texts.slice(mandatory.length), mergeWorld)
    : mergeFiles(texts, mergeWorld);
  if (merged.kind === 'unreadable') return { kind: 'unreadable', reason: merged.reason };
  return effectBetween(scenario, before, merged.model);
}

/** What one effective model of a scenario comes to, measured by the one of its mandatory files. */
export function effectBetween(scenario: Scenario, before: Mapping, after: Mapping): Effect {
  const host = hostOf(placesOf(scenario));
  const hardened = isOptedOut(scenario) ? [] : hardenedServicesOf(scenario.shape);
  return {
    kind: 'merged',
    openings: openings(before, after, hardened, host),
    // Seldom asked for.
    get mode() {
      return modeOf(after, host);
    },
  };
}

/** What files bring in by name in every world. */
export const mergeWorld: MergeWorld = {
  variables: {},
  find: path => (path.endsWith('/extra.yml') ? extraText : undefined),
};

const mandatoryModels = new Map<string, Mapping>();

function modelOfMandatory(texts: readonly string[]): Mapping {
  const key = texts.join('\0');
  const known = mandatoryModels.get(key);
  if (known !== undefined) return known;
  const merged = mergeFiles(texts, mergeWorld);
  if (merged.kind === 'unreadable') throw new HarnessFault(`mandatory files: ${merged.reason}`, 'bad-target');
  mandatoryModels.set(key, merged.model);
  return merged.model;
}

/** The machine of a scenario. Compose reads relative paths from the folder of the first file. */
export function hostOf(places: Places): Host {
  const links = linksOf(places);
  const folder = posix.dirname(places.base);
  return {
    // Whatever follows the `~` is below home for Compose, `~../..` as well as `~/..`.
    realPath: source => followLinks(source.replace(/^~/, '/home/dev/'), links, folder),
  };
}

/** A generator that is to run, and what it means for the assembly. */
export interface Predicted {
  readonly generator: ScenarioGenerator;
  readonly prediction: Prediction;
}

const predicted = new WeakMap<Scenario, readonly Predicted[]>();

/** What each generator that is to run means for the assembly, in their order. */
export function predictions(scenario: Scenario): readonly Predicted[] {
  const known = predicted.get(scenario) ?? predictAll(scenario);
  predicted.set(scenario, known);
  return known;
}

function predictAll(scenario: Scenario): readonly Predicted[] {
  const places = placesOf(scenario);
  const generators = visibleGenerators(scenario);
  return generators.map((generator, at) => {
    const own = isFailing(generator) ? undefined : left(generator, places);
    // Whoever tampers overwrites every file that earlier ones left, empty ones too.
    const tamperer =
      own === undefined || own === 'nothing' ? undefined : generators.slice(at + 1).findLast(tampers);
    const text = tamperer === undefined ? own : tamperedText(tamperer, places);
    return { generator, prediction: predict(scenario, text) };
  });
}

type Left = undefined | 'nothing' | 'not a file' | 'written by the program' | { readonly text: string };

function left(generator: ScenarioGenerator, places: Places): Left {
  const { ends, overlay } = generator;
  if (ends.how === 'writes-nothing') return 'nothing';
  if (ends.how === 'writes-empty') return { text: '' };
  if (overlay.kind === 'tampers') return 'nothing';
  if (overlay.kind === 'not-a-file') return 'not a file';
  const whole = overlayText(generator, places);
  if (whole === undefined)
    return 'after' in ends && ends.after === 0 ? { text: '' } : 'written by the program';
  return { text: 'after' in ends ? cut(whole, ends.after) : whole };
}

function tampers({ ends, overlay }: ScenarioGenerator): boolean {
  const silent = ['writes-nothing', 'writes-empty', 'cannot-run', 'throws'];
  return overlay.kind === 'tampers' && !silent.includes(ends.how);
}

function tamperedText({ overlay }: ScenarioGenerator, places: Places): Left {
  return overlay.kind === 'tampers' ? { text: renderCompose([overlay.piece], places.project) } : 'nothing';
}

function predict(scenario: Scenario, own: Left): Prediction {
  if (own === undefined) return { kind: 'fails' };
  if (own === 'nothing') return { kind: 'inactive' };
  if (own === 'not a file') return { kind: 'unusable', reason: 'it is not a regular file' };
  if (own === 'written by the program') return { kind: 'fits' };
  if (own.text === '') return { kind: 'inactive' };
  const effect = effectOf(scenario, [...mandatoryContents(scenario), own.text]);
  if (effect.kind === 'unreadable') return { kind: 'unusable', reason: effect.reason };
  return effect.openings.length > 0 ? { kind: 'opens', openings: effect.openings } : { kind: 'fits' };
}
