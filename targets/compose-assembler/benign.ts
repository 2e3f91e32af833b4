import { composePieces } from '../../harness/arbitraries/compose-file.ts';
import { servicesOf } from './mandatory-texts.ts';
import { unusableMandatory, visibleGenerators } from './oracle.ts';
import { type Scenario, type ScenarioGenerator, shapes } from './scenario.ts';

const harmless = new Map(
  shapes.map(shape => [shape, new Set(composePieces(servicesOf(shape)).benign)] as const),
);

/** Whether nothing in a scenario is wrong or dangerous: whoever refuses it refuses too much. */
export function isBenign(scenario: Scenario): boolean {
  if (unusableMandatory(scenario) !== undefined || /[\n\r]/.test(scenario.folders.overlays)) return false;
  return visibleGenerators(scenario).every(generator => isHarmless(generator, scenario.shape));
}

function isHarmless({ ends, overlay }: ScenarioGenerator, shape: Scenario['shape']): boolean {
  if (ends.how === 'writes-nothing' || ends.how === 'writes-empty') return true;
  if (ends.how !== 'succeeds') return false;
  // The world's one link below the project leads out of it.
  if (overlay.kind === 'submounts')
    return new Set(overlay.names).size === overlay.names.length && !overlay.names.includes('shortcut');
  if (overlay.kind !== 'pieces') return false;
  const once = new Set(overlay.pieces).size === overlay.pieces.length;
  return once && overlay.pieces.every(piece => harmless.get(shape)?.has(piece));
}
