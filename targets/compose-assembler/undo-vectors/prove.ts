import { HarnessFault } from '../../../harness/harness-fault.ts';
import { Unobserved } from '../../../harness/stage.ts';
import { CommandImplementation } from '../../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../../harness/world/command/real-settings.ts';
import { command } from '../command.ts';
import type { Observation } from '../observation.ts';
import { overlayText, placesOf } from '../places.ts';
import type { Scenario } from '../scenario.ts';
import type { Bench } from './bench.ts';
import type { Proof } from './proof.ts';
import type { UndoVector } from './vectors.ts';
import { withoutCheck } from './without-check.ts';

/**
 * Proves one vector, both ways for real: an assembler without a check hands the files over, and what an engine makes of
 * them is looked into; the checked assembler is given the same generators, and must refuse by name.
 * @param scenario that of the vector's case
 * @throws HarnessFault when the engine, Compose or the world fails
 */
export async function prove(vector: UndoVector, scenario: Scenario, bench: Bench): Promise<Proof> {
  const open = await withoutCheck(vector, scenario, bench);
  const { exit, said, printed } = await withCheck(scenario, bench);
  const { comesTo = 'open' } = vector;
  const [generator] = scenario.generators;
  const objections = [
    ...open.objections,
    ...(comesTo === 'open' && open.outcome !== comesTo ? [`nothing is opened: ${open.outcome}`] : []),
    ...(exit === 0 ? ['the reference takes it'] : []),
    ...(said.some(line => line.includes(`"${generator?.name}"`)) ? [] : ['the reference names no generator']),
    ...(printed.length === 0 ? [] : ['the reference prints a list']),
  ];
  const places = placesOf(scenario);
  const overlays = scenario.generators.map(each => overlayText(each, places) ?? '');
  return { vector, overlays, ...open, refusal: { exit, said }, objections };
}

async function withCheck(
  scenario: Scenario,
  { checked }: Bench,
): Promise<Pick<Observation, 'exit' | 'said' | 'printed'>> {
  const settings = realSettings({ limitMs: 30_000 });
  await using program = new CommandImplementation('checked', command, checked, settings);
  const came = await program.run(scenario);
  if (!(came instanceof Unobserved)) return came;
  throw new HarnessFault(`the checked assembler failed: ${JSON.stringify(came.instead)}`, 'bad-world');
}
