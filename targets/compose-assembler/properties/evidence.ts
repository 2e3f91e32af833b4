import { type Broken, broken, type Row } from '../../../harness/target.ts';
import { mandatoryTexts } from '../mandatory-texts.ts';
import { type LeftFile, listedPaths, type Observation } from '../observation.ts';
import {
  type Effect,
  effectOf,
  effectText,
  isFailing,
  mandatoryPaths,
  opens,
  visibleGenerators,
} from '../oracle.ts';
import { placesOf } from '../places.ts';
import type { Scenario, ScenarioGenerator } from '../scenario.ts';
import { argumentsText, composeRow } from '../tell.ts';
import { insideRow } from '../tell-inside.ts';

/** A value as it stands in a reason. */
export function quoted(value: string): string {
  return JSON.stringify(value);
}

/** Whether what was said names a generator, as it is or as JSON or a shell would quote it. */
export function names(said: readonly string[], { name }: ScenarioGenerator): boolean {
  const text = said.join('\n');
  const inShell = name.replace(/[^\w./-]/g, '\\$&');
  return [name, JSON.stringify(name).slice(1, -1), inShell].some(form => text.includes(form));
}

/** A listed path and the content of the file there; undefined where there is none. */
export interface ListedFile {
  readonly path: string;
  readonly text: string | undefined;
  readonly kind: LeftFile['kind'] | undefined;
  readonly mandatory: boolean;
}

const known = new WeakMap<Observation, readonly ListedFile[] | undefined>();

/** The files that were handed over; undefined when the lines are no list of arguments. */
export function listedFiles(scenario: Scenario, observation: Observation): readonly ListedFile[] | undefined {
  if (known.has(observation)) return known.get(observation);
  const places = placesOf(scenario);
  const texts = mandatoryTexts(scenario);
  const mandatory = new Map(
    (['base', 'mode', 'hardening'] as const).map(file => [
      places[file],
      contentOf(scenario, file, texts[file]),
    ]),
  );
  const files = listedPaths(observation.printed)?.map((path): ListedFile => {
    if (mandatory.has(path)) {
      const text = mandatory.get(path);
      return { path, text, kind: text === undefined ? undefined : 'file', mandatory: true };
    }
    const left = observation.overlays.find(file => file.path === path);
    return { path, text: left?.kind === 'file' ? left.text : undefined, kind: left?.kind, mandatory: false };
  });
  known.set(observation, files);
  return files;
}

function contentOf({ mandatory }: Scenario, file: string, text: string): string | undefined {
  if (mandatory === null || mandatory.file !== file || mandatory.state === 'link') return text;
  if (mandatory.state === 'empty') return '';
  if (mandatory.state === 'broken') return `${text}services: [\n`;
  return mandatory.state === 'list' ? '- services\n' : undefined;
}

/** The effect of the files that were handed over, in a given order; undefined when one can't be read. */
export function effectOfFiles(
  scenario: Scenario,
  files: readonly ListedFile[] | undefined,
): Effect | undefined {
  const texts = files?.flatMap(({ text }) => (text === undefined ? [] : [text]));
  if (texts === undefined || texts.length === 0 || texts.length !== files?.length) return undefined;
  const effect = effectOf(scenario, texts);
  return effect.kind === 'merged' ? effect : undefined;
}

type Merged = Effect & { readonly kind: 'merged' };

/**
 * The effect of what was handed over: the gravest of what the merge model says and, where they were asked, a real Compose
 * and the kernel inside of the containers.
 */
interface GravestEffect {
  readonly effect: Merged;
  /** Who alone says so, for people; empty when all do who could know. */
  readonly says: string;
}

/** Undefined when nobody could read the files. */
export function gravestEffect(scenario: Scenario, observation: Observation): GravestEffect | undefined {
  const model = effectOfFiles(scenario, listedFiles(scenario, observation));
  const { compose } = observation;
  const inside = insideEffect(observation);
  if (model === undefined || !opens(model)) {
    if (compose !== undefined && opens(compose.effect))
      return { effect: compose.effect, says: `Compose ${compose.version} alone` };
    if (inside !== undefined && opens(inside)) return { effect: inside, says: 'the kernel inside alone' };
  }
  if (model?.kind !== 'merged') return undefined;
  if (inside !== undefined && !opens(model) && isGraver(inside, model))
    return { effect: inside, says: 'the kernel inside alone' };
  // What Compose refuses it does not find closed: another one may start it. Not all of it has a trace inside.
  const alone = compose?.effect.kind === 'merged' && opens(model) && !opens(compose.effect);
  return { effect: model, says: alone ? 'the merge model alone' : '' };
}

/** What was seen inside, where every service was. */
function insideEffect({ inside }: Observation): Merged | undefined {
  if (inside?.kind !== 'seen' || inside.effect.kind !== 'merged') return undefined;
  return opens(inside.effect) || Object.keys(inside.refused).length === 0 ? inside.effect : undefined;
}

const modes = ['contained', 'host-socket', 'open'] as const;

function isGraver(one: Merged, other: Merged): boolean {
  return modes.indexOf(one.mode) > modes.indexOf(other.mode);
}

/** Whether Compose says of the files what the merge model says. */
function isAgreed(model: Effect | undefined, compose: Effect): boolean {
  return model !== undefined && effectText(model) === effectText(compose);
}

/** What a reader of a broken property wants to know of the run: its arguments, what they lost, what they open. */
function evidence(scenario: Scenario, observation: Observation): readonly Row[] {
  const { exit, printed, said, compose, inside } = observation;
  const files = listedFiles(scenario, observation);
  const effect = exit === 0 ? effectOfFiles(scenario, files) : undefined;
  const lost = mandatoryPaths(scenario).filter(path => !files?.some(file => file.path === path));
  return [
    ...(exit === 0 ? [] : ([['exit', String(exit)]] satisfies Row[])),
    ...(exit === 0 || printed.length > 0
      ? ([['arguments', argumentsText(printed) || 'none']] satisfies Row[])
      : []),
    ...(exit === 0 && lost.length > 0
      ? ([['lost', argumentsText(lost.flatMap(path => ['-f', path]))]] satisfies Row[])
      : []),
    ...(effect?.kind === 'merged' ? ([['effective', effectText(effect)]] satisfies Row[]) : []),
    ...(compose === undefined || isAgreed(effect, compose.effect) ? [] : [composeRow(compose)]),
    ...(inside === undefined ? [] : [insideRow(inside)]),
    ...(said.length > 0 ? ([['said', said.join(' ⏎ ')]] satisfies Row[]) : []),
  ];
}

/** A broken property, with the evidence beside it. */
export function violated(
  scenario: Scenario,
  observation: Observation,
  reason: string,
  extra: { readonly signature?: string; readonly details?: readonly Row[] } = {},
): Broken {
  const { details = [], ...rest } = extra;
  return broken(reason, { ...rest, details: [...evidence(scenario, observation), ...details] });
}

/** The generators whose run is a failure of the assembly. */
export function failingGenerators(scenario: Scenario): readonly ScenarioGenerator[] {
  return visibleGenerators(scenario).filter(isFailing);
}
