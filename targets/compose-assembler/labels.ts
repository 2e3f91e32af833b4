import { composePieces } from '../../harness/arbitraries/compose-file.ts';
import { hostilities } from '../../harness/arbitraries/hostile-name.ts';
import { isBenign } from './benign.ts';
import { servicesOf } from './mandatory-texts.ts';
import { predictions, unusableMandatory, visibleGenerators } from './oracle.ts';
import type { Scenario, ScenarioGenerator } from './scenario.ts';

const { undoing, tricks, broken } = composePieces(servicesOf('three'));

/** What kind of scenario this is. */
export function labels(scenario: Scenario): readonly string[] {
  const found = new Set<string>([...settingLabels(scenario)]);
  const visible = visibleGenerators(scenario);
  for (const generator of visible) for (const label of generatorLabels(generator)) found.add(label);
  for (const { prediction } of predictions(scenario)) found.add(`overlay-${prediction.kind}`);
  if (visible.length < scenario.generators.length) found.add('hidden-generator');
  if (visible.length > 1) found.add('several-generators');
  if (isBenign(scenario)) found.add(visible.length > 0 ? 'benign' : 'no-generators');
  return [...found];
}

function* settingLabels({ mandatory, mode, optOut, folders, shape, ...rest }: Scenario): Iterable<string> {
  yield `mode-${mode}`;
  if (shape === 'three') yield 'service-not-in-hardening';
  if (optOut !== null) yield optOut === '1' ? 'opted-out' : 'opt-out-near-miss';
  if (mandatory !== null) yield `mandatory-${mandatory.state}`;
  if (hostilities(folders.project).length > 0) yield 'hostile-project';
  if (hostilities(folders.files).length > 0 || hostilities(folders.overlays).length > 0) yield 'hostile-path';
  if (unusableMandatory({ mandatory, mode, optOut, folders, shape, ...rest }) !== undefined)
    yield 'mandatory-unusable';
}

function* generatorLabels({ name, ends, overlay }: ScenarioGenerator): Iterable<string> {
  if (ends.how !== 'succeeds') yield `generator-${ends.how}`;
  if (hostilities(name).length > 0) yield 'hostile-generator-name';
  switch (overlay.kind) {
    case 'pieces':
      for (const piece of overlay.pieces) {
        const family = undoing.get(piece);
        if (family !== undefined) yield `undoes-${family}`;
      }
      return;
    case 'submounts':
      for (const text of [...overlay.names, ...overlay.variables])
        for (const kind of hostilities(text)) yield `hostile-${kind}`;
      return;
    case 'text':
      if (tricks.includes(overlay.text)) yield 'yaml-trick';
      if (broken.includes(overlay.text)) yield 'not-compose';
      return;
    default:
      yield overlay.kind;
  }
}

/**
 * Least share of each label among drawn scenarios, in percent: three fifths of what was measured over 60,000, less for
 * rare ones, so that 2,000 draws reach it at any seed.
 */
export const atLeast: Readonly<Record<string, number>> = {
  benign: 8.2,
  'generator-cannot-run': 1.6,
  'generator-disk-full': 1.7,
  'generator-exits': 1.8,
  'generator-hangs': 1.7,
  'generator-killed': 1.7,
  'generator-stops-short': 4.4,
  'generator-throws': 1.7,
  'generator-writes-empty': 4.4,
  'generator-writes-nothing': 4.2,
  'hidden-generator': 11,
  'hostile-backslash': 2.9,
  'hostile-colon': 4.6,
  'hostile-dollar': 3.7,
  'hostile-generator-name': 32,
  'hostile-glob': 6.3,
  'hostile-hash': 2.5,
  'hostile-leading-dash': 1.3,
  'hostile-line-break': 5.1,
  'hostile-non-ascii': 5.9,
  'hostile-path': 8.8,
  'hostile-project': 8.8,
  'hostile-quote': 4.5,
  'hostile-space': 5.5,
  'mandatory-broken': 0.05,
  'mandatory-dangling-link': 0.05,
  'mandatory-empty': 0.05,
  'mandatory-folder': 0.05,
  'mandatory-link': 0.5,
  'mandatory-list': 0.05,
  'mandatory-missing': 0.6,
  'mandatory-unset': 0.5,
  'mandatory-unusable': 5.4,
  'mode-contained': 40,
  'mode-host-socket': 20,
  'no-generators': 6.0,
  'not-a-file': 0.4,
  'not-compose': 0.3,
  'opt-out-near-miss': 12,
  'opted-out': 7.9,
  'overlay-fails': 12,
  'overlay-fits': 25,
  'overlay-inactive': 12,
  'overlay-opens': 29,
  'overlay-unusable': 4.1,
  'service-not-in-hardening': 12,
  'several-generators': 32,
  tampers: 4.2,
  'undoes-ancestors': 0.9,
  'undoes-build': 0.2,
  'undoes-capabilities': 1.1,
  'undoes-devices': 1.2,
  'undoes-hooks': 0.2,
  'undoes-limits': 1.5,
  'undoes-mounts': 1.2,
  'undoes-namespaces': 0.8,
  'undoes-network': 1.1,
  'undoes-other-files': 0.05,
  'undoes-privileged': 0.3,
  'undoes-root-file-system': 0.1,
  'undoes-security-options': 1.7,
  'undoes-socket': 1.8,
  'undoes-stranger': 0.2,
  'undoes-user': 0.4,
  'yaml-trick': 5.1,
};
