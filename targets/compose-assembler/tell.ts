import type { Row } from '../../harness/target.ts';
import type { ComposeAccount } from './observation.ts';
import { effectText } from './oracle.ts';
import type { Scenario, ScenarioGenerator } from './scenario.ts';

/** A name as people are shown it: quoted where it is no plain word. */
export function shown(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : JSON.stringify(name);
}

/** What a generator writes, on one line. */
export function writes({ overlay }: ScenarioGenerator): string {
  switch (overlay.kind) {
    case 'pieces':
      return overlay.pieces.join(' · ').replaceAll('\n', ' · ');
    case 'text':
      return JSON.stringify(overlay.text);
    case 'submounts':
      return [
        ...overlay.names.map(name => `mount of ${JSON.stringify(name)}`),
        ...overlay.variables.map((value, index) => `SESSION_${index}=${JSON.stringify(value)}`),
      ].join(' · ');
    case 'not-a-file':
      return `a ${overlay.is} in place of a file`;
    case 'tampers':
      return `over earlier files: ${overlay.piece.replaceAll('\n', ' · ')}`;
  }
}

/** How a generator ends, in a few words. */
export function endingOf({ ends }: ScenarioGenerator): string {
  switch (ends.how) {
    case 'succeeds':
      return 'succeeds';
    case 'writes-nothing':
      return 'succeeds without a file';
    case 'writes-empty':
      return 'succeeds with an empty file';
    case 'stops-short':
      return `stops after ${ends.after} % and succeeds`;
    case 'exits':
      return `exits with ${ends.code} after ${ends.after} %`;
    case 'killed':
      return `killed by ${ends.signal} after ${ends.after} %`;
    case 'hangs':
      return `hangs after ${ends.after} %`;
    case 'disk-full':
      return `finds the disk full after ${ends.after} %`;
    case 'cannot-run':
      return "can't be run";
    case 'throws':
      return "can't be started: no process to be had";
  }
}

/** Printed lines as the arguments they are, `-f` and its path together. */
export function argumentsText(lines: readonly string[]): string {
  return lines.map((line, at) => (line === '-f' && at > 0 ? ' -f' : shownPath(line))).join(' ');
}

function shownPath(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : JSON.stringify(path);
}

/** What a real Compose says of the files that were handed over. */
export function composeRow({ version, effect }: ComposeAccount): Row {
  const text = effect.kind === 'unreadable' ? `refuses them: ${effect.reason}` : effectText(effect);
  return [`Compose ${version}`, text];
}

const silent: ReadonlySet<string> = new Set(['writes-nothing', 'writes-empty', 'cannot-run', 'throws']);

/** Whether a generator ends without having written what it is there to write. */
export function isSilent({ ends }: ScenarioGenerator): boolean {
  return silent.has(ends.how);
}

const longest = 60;

/** A scenario in at most sixty characters: the damage first, then the generators. */
export function gist(scenario: Scenario): string {
  const { generators, mandatory, optOut, folders, mode } = scenario;
  const odd = Object.values(folders).find(name => !/^\w+$/.test(name));
  const parts = [
    ...(mandatory === null ? [] : [`${mandatory.file} file ${mandatory.state}`]),
    ...(optOut === null ? [] : [`NO_HARDENING=${JSON.stringify(optOut)}`]),
    ...(odd === undefined ? [] : [`folder ${JSON.stringify(odd)}`]),
    ...generatorsGist(generators),
  ];
  const text = parts.length > 0 ? parts.join(', ') : `only the mandatory files, ${mode}`;
  const letters = [...text];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : text;
}

function generatorsGist(generators: readonly ScenarioGenerator[]): readonly string[] {
  const [only] = generators;
  if (only === undefined) return [];
  if (generators.length === 1) {
    const told = only.ends.how === 'succeeds' ? `writes ${writes(only)}` : endingOf(only);
    return [`generator ${shown(only.name)} ${told}`];
  }
  const links = generators.flatMap(({ overlay }) => (overlay.kind === 'submounts' ? overlay.names : []));
  return [`${generators.length} generators`, `${links.length} ${links.length === 1 ? 'link' : 'links'}`];
}
