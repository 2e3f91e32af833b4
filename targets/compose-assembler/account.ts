import type { Account, Row, World, WorldFile } from '../../harness/target.ts';
import { extraText, mandatoryTexts, servicesOf } from './mandatory-texts.ts';
import { environmentOf, sessionVariables } from './model.ts';
import type { Observation } from './observation.ts';
import { overlayText, type Places, placesOf } from './places.ts';
import type { Scenario, ScenarioGenerator } from './scenario.ts';
import { argumentsText, composeRow, endingOf, gist, isSilent, shown, writes } from './tell.ts';
import { insideRows } from './tell-inside.ts';

/** What is out of the ordinary in a scenario; what is as calm as can be goes without saying. */
function rows(scenario: Scenario): readonly Row[] {
  const { shape, hardening, mode, optOut, mandatory, listing, folders, generators } = scenario;
  const odd = ([name, text]: Row, calm: boolean): Row[] => (calm ? [] : [[name, text]]);
  return [
    ...generators.flatMap(generatorRows),
    ...odd(['mode', mode], mode === 'contained'),
    ...odd(['services', servicesOf(shape).join(', ')], shape === 'one'),
    ...odd(['hardening', hardening], hardening === 'strict'),
    ...(optOut === null ? [] : odd(['NO_HARDENING', JSON.stringify(optOut)], false)),
    ...(mandatory === null ? [] : odd(['mandatory', `${mandatory.file} file: ${mandatory.state}`], false)),
    ...Object.entries(folders).flatMap(([of, name]) =>
      odd([`${of} folder`, JSON.stringify(name)], /^\w+$/.test(name)),
    ),
    ...odd(['listing', listing], listing === 'sorted' || generators.length < 2),
  ];
}

function generatorRows(generator: ScenarioGenerator): Row[] {
  const ending: Row = ['generator', `${shown(generator.name)}: ${endingOf(generator)}`];
  return isSilent(generator) ? [ending] : [ending, ['it writes', writes(generator)]];
}

function mandatoryFiles(scenario: Scenario, places: Places): WorldFile[] {
  const texts = mandatoryTexts(scenario);
  return (['base', 'mode', 'hardening'] as const).flatMap((file): WorldFile[] => {
    const path = places[file];
    const state = scenario.mandatory?.file === file ? scenario.mandatory.state : 'whole';
    const real = `${path}.real`;
    switch (state) {
      case 'missing':
      case 'unset':
        return [];
      case 'folder':
        return [{ kind: 'folder', path }];
      case 'dangling-link':
        return [{ kind: 'link', path, to: real }];
      case 'link':
        return [
          { kind: 'file', path: real, content: texts[file] },
          { kind: 'link', path, to: real },
        ];
      case 'empty':
        return [{ kind: 'file', path, content: '' }];
      case 'broken':
        return [{ kind: 'file', path, content: `${texts[file]}services: [\n` }];
      case 'list':
        return [{ kind: 'file', path, content: '- services\n' }];
      default:
        return [{ kind: 'file', path, content: texts[file] }];
    }
  });
}

function world(scenario: Scenario): World {
  const places = placesOf(scenario);
  return {
    arguments: [places.project],
    environment: environmentOf(scenario, places),
    files: [
      ...mandatoryFiles(scenario, places),
      { kind: 'file', path: `${places.project}/extra.yml`, content: extraText },
      { kind: 'folder', path: `${places.project}/data` },
      { kind: 'link', path: `${places.project}/shortcut`, to: '/var/run' },
      { kind: 'folder', path: places.generators },
      { kind: 'folder', path: places.overlays },
      { kind: 'folder', path: places.temporary },
    ],
    notes: scenario.generators.flatMap(generator => generatorNotes(generator, places)),
  };
}

function generatorNotes(generator: ScenarioGenerator, places: Places): Row[] {
  const { overlay, name } = generator;
  const text = overlayText(generator, places);
  const notes: Row[] = [['generator', `${shown(name)}: ${endingOf(generator)}`]];
  if (text !== undefined) notes.push(['its overlay', text]);
  else notes.push(['it writes', writes(generator)]);
  if (overlay.kind === 'submounts')
    notes.push(['variables', JSON.stringify(sessionVariables(overlay.variables))]);
  return notes;
}

/** A generator that ran, and how it ended unless it simply succeeded. */
function ranText({ name, ended }: Observation['ran'][number]): string {
  return ended === 'succeeds' ? shown(name) : `${shown(name)} (${ended})`;
}

function observed(observation: Observation): readonly Row[] {
  const { exit, printed, said, ran, overlays, temporary, changed, compose, inside } = observation;
  const unlessEmpty = (label: string, texts: readonly string[], between = ' '): Row[] =>
    texts.length === 0 ? [] : [[label, texts.join(between)]];
  return [
    ['exit', String(exit)],
    ['arguments', argumentsText(printed) || 'none'],
    ...unlessEmpty('said', said, ' ⏎ '),
    ['ran', ran.map(ranText).join(', ') || 'no generator'],
    ...unlessEmpty(
      'generated',
      overlays.map(({ path, kind }) => `${argumentsText([path])} (${kind})`),
    ),
    ...unlessEmpty('temporary', temporary),
    ...unlessEmpty('changed', changed),
    ...(compose === undefined ? [] : [composeRow(compose)]),
    ...(inside === undefined ? [] : insideRows(inside)),
  ];
}

/** How the compose assembler's scenarios and observations are told. */
export const account: Account<Scenario, Observation> = { gist, scenario: rows, world, observation: observed };
