import { readYamlOnce } from '../../../harness/compose/read-yaml.ts';
import { isMapping, mappingAt } from '../../../harness/compose/tree.ts';
import type { Observation } from '../observation.ts';
import { effectOfFiles, listedFiles } from '../properties/evidence.ts';
import type { Scenario } from '../scenario.ts';

/**
 * What a run in process reached that a container may tell of: how much was handed over, what of services the generated
 * files speak of, the mode that follows, what it opens. Of an assembly that failed no container comes.
 */
export function features(scenario: Scenario, observation: Observation): readonly string[] {
  const files = observation.exit === 0 ? listedFiles(scenario, observation) : undefined;
  if (files === undefined) return ['nothing-handed-over'];
  const generated = files.filter(({ mandatory }) => !mandatory);
  const effect = effectOfFiles(scenario, files);
  const found = new Set([`hands-over-${generated.length}-generated`]);
  for (const { text = '' } of generated) for (const key of keysIn(text)) found.add(`says-${kebab(key)}`);
  if (effect?.kind === 'merged') {
    found.add(`mode-comes-to-${effect.mode}`);
    for (const { what } of effect.openings) found.add(`opens-${kebab(what)}`);
  }
  return [...found];
}

/** The keys of services in a file, and of what the file has beside them. */
function* keysIn(text: string): Iterable<string> {
  const reading = readYamlOnce(text);
  if (reading.kind === 'unreadable') return;
  for (const { tree } of reading.layers) {
    for (const key of tree.keys()) if (key !== 'services') yield key;
    for (const service of mappingAt(tree, 'services').values()) if (isMapping(service)) yield* service.keys();
  }
}

/** Without what a scenario chose freely: names in quotes. */
function kebab(text: string): string {
  return text
    .replace(/"[^"]*"/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
