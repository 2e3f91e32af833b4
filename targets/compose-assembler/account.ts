import type { Account, Row, World, WorldFile } from '../../harness/target.ts';
import { extraText, mandatoryTexts } from './mandatory-texts.ts';
import { environmentOf, sessionVariables } from './model.ts';
import type { Observation } from './observation.ts';
import { overlayText, type Places, placesOf } from './places.ts';
import { endingOf } from './properties/evidence.ts';
import type { Scenario, ScenarioGenerator } from './scenario.ts';

function writes({ overlay }: ScenarioGenerator): string {
  switch (overlay.kind) {
    case 'pieces':
      return overlay.pieces.join(' · ').replaceAll('\n', ' · ');
    case 'text':
      return JSON.stringify(overlay.text);
    case 'submounts':
      return `submounts of ${JSON.stringify(overlay.names)} with the values ${JSON.stringify(overlay.variables)}`;
    case 'not-a-file':
      return `a ${overlay.is} in place of its file`;
    case 'tampers':
      return `over the files of earlier generators: ${overlay.piece}`;
  }
}

function optOutText({ optOut }: Scenario): string {
  return optOut === null ? 'unset' : JSON.stringify(optOut);
}

function gist(scenario: Scenario): string {
  const { generators, mandatory, optOut, folders } = scenario;
  const hostile = Object.values(folders).find(name => !/^\w+$/.test(name));
  const parts = [
    ...(mandatory === null ? [] : [`${mandatory.file} file: ${mandatory.state}`]),
    ...(optOut === null ? [] : [`NO_HARDENING ${optOutText(scenario)}`]),
    ...(hostile === undefined ? [] : [`folder ${JSON.stringify(hostile)}`]),
    ...generators.map(
      generator => `${JSON.stringify(generator.name)} ${endingOf(generator)}: ${writes(generator)}`,
    ),
  ];
  return parts.length > 0 ? parts.join('; ') : 'nothing but the mandatory files';
}

function rows(scenario: Scenario): readonly Row[] {
  const { shape, hardening, mode, mandatory, listing, folders, generators } = scenario;
  return [
    ['services', shape],
    ['mode', mode],
    ['hardening', hardening],
    ['NO_HARDENING', optOutText(scenario)],
    ['mandatory', mandatory === null ? 'all there' : `${mandatory.file}: ${mandatory.state}`],
    ['folders', JSON.stringify(folders)],
    ['listing', listing],
    ...generators.map(
      (generator): Row => [
        `generator ${JSON.stringify(generator.name)}`,
        `${endingOf(generator)}; writes ${writes(generator)}`,
      ],
    ),
  ];
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
      { kind: 'folder', path: places.overlays },
      { kind: 'folder', path: places.temporary },
    ],
    notes: scenario.generators.flatMap(generator => generatorNotes(generator, places)),
  };
}

function generatorNotes(generator: ScenarioGenerator, places: Places): Row[] {
  const { overlay, name } = generator;
  const text = overlayText(generator, places);
  const notes: Row[] = [[`generator ${JSON.stringify(name)}`, endingOf(generator)]];
  if (text !== undefined) notes.push(['its overlay', text]);
  else notes.push(['it writes', writes(generator)]);
  if (overlay.kind === 'submounts')
    notes.push(['variables', JSON.stringify(sessionVariables(overlay.variables))]);
  return notes;
}

function observed(observation: Observation): readonly Row[] {
  const { exit, printed, said, ran, overlays, temporary, changed } = observation;
  return [
    ['exit', String(exit)],
    ['printed', printed.join(' ') || 'nothing'],
    ['said', said.join(' ⏎ ') || 'nothing'],
    ['ran', ran.map(({ name }) => JSON.stringify(name)).join(', ') || 'no generator'],
    ['generated', overlays.map(({ path, kind }) => `${path} (${kind})`).join(', ') || 'nothing'],
    ['temporary', temporary.join(', ') || 'nothing'],
    ['changed', changed.join(', ') || 'nothing'],
  ];
}

/** How the compose assembler's scenarios and observations are told. */
export const account: Account<Scenario, Observation> = { gist, scenario: rows, world, observation: observed };
