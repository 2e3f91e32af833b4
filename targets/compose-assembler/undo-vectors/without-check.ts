import { dirname } from 'node:path';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import { type ContainerStage, Unobserved } from '../../../harness/stage.ts';
import { CommandImplementation } from '../../../harness/world/command/command-implementation.ts';
import { realSettings } from '../../../harness/world/command/real-settings.ts';
import { readableFiles } from '../command/compose-account.ts';
import { realPlaces } from '../command/real-places.ts';
import { command } from '../command.ts';
import { writeForEngine } from '../container/real-files.ts';
import type { ServiceInside } from '../container/service-inside.ts';
import { container } from '../container.ts';
import type { ComposeAccount, InsideAccount, Observation } from '../observation.ts';
import { opens } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import type { Bench } from './bench.ts';
import { buildForReal } from './build-for-real.ts';
import { hooksForReal } from './hooks-for-real.ts';
import { openNeighbour } from './neighbour.ts';
import type { Proof } from './proof.ts';
import { changed, readingsOf } from './readings.ts';
import type { Outcome, UndoVector } from './vectors.ts';

type Came = Pick<Proof, 'config' | 'inside' | 'outcome' | 'objections'>;
type Inside = Pick<Proof, 'inside' | 'outcome'>;

interface Accounts {
  readonly compose: ComposeAccount;
  readonly inside: InsideAccount;
}

/**
 * Runs the list that an assembler hands over which checks nothing, and looks inside.
 * @throws HarnessFault when the engine, Compose or the world fails
 */
export async function withoutCheck(vector: UndoVector, scenario: Scenario, bench: Bench): Promise<Came> {
  await using _neighbour = vector.needs === undefined ? undefined : await openNeighbour(bench.engine);
  const before = await mandatoryAlone(scenario, bench);
  // Awaited here: the neighbour must be there for as long as the list runs.
  return await onStage(scenario, bench, async (observation, stage) => {
    const { compose, inside } = accountsOf(observation);
    const config = openedBy(compose);
    const objections = differencesIn(inside, vector);
    if (vector.opens === undefined) return { config, ...readInside(inside, before), objections };
    const files = listOnDisk(scenario, observation, stage);
    const came = await (vector.opens === 'the build'
      ? buildForReal(bench.compose, bench.engine, {
          files,
          context: contextIn(scenario, stage),
          service: 'agent',
        })
      : hooksForReal(bench.compose, bench.engine, files, `${stage.folder}/home/dev`));
    return { config, ...came, objections };
  });
}

const known = new WeakMap<Bench, Map<string, Promise<InsideAccount>>>();

/** The same list without the vector: looked into once for each that there is. */
function mandatoryAlone(scenario: Scenario, bench: Bench): Promise<InsideAccount> {
  const calm = { ...scenario, generators: [] };
  const all = known.get(bench) ?? new Map<string, Promise<InsideAccount>>();
  known.set(bench, all);
  const key = JSON.stringify(calm);
  const found = all.get(key) ?? onStage(calm, bench, async observation => accountsOf(observation).inside);
  all.set(key, found);
  return found;
}

/** What there is of a run of the unchecked assembler, looked at while its world is there. */
async function onStage<T>(
  scenario: Scenario,
  { engine, unchecked }: Bench,
  look: (observation: Observation, stage: ContainerStage) => Promise<T>,
): Promise<T> {
  const settings = realSettings({ fidelity: 'container', engine, limitMs });
  await using program = new CommandImplementation('unchecked', command, unchecked, settings);
  const came = await program.onStage(async given => {
    const stage = { ...given, engine };
    const observation = await container.run(scenario, stage);
    return observation instanceof Unobserved ? observation : look(observation, stage);
  });
  if (!(came instanceof Unobserved)) return came;
  throw new HarnessFault(`the list could not be run: ${JSON.stringify(came.instead)}`, 'bad-world');
}

const limitMs = 30_000;

function accountsOf({ compose, inside, said }: Observation): Accounts {
  if (compose !== undefined && inside !== undefined) return { compose, inside };
  throw new HarnessFault(`the unchecked assembler hands nothing over: ${said.join(' ')}`, 'bad-world');
}

function openedBy({ effect }: ComposeAccount): readonly string[] {
  if (effect.kind === 'unreadable') return [`refused: ${effect.reason}`];
  return effect.openings.map(({ service, what }) => `${service}: ${what}`);
}

function readInside(inside: InsideAccount, before: InsideAccount): Inside {
  if (before.kind !== 'seen') throw new HarnessFault('the mandatory files alone could not be run', 'engine');
  if (inside.kind === 'not-run') throw new HarnessFault(inside.reason, 'bad-world');
  if (inside.kind === 'refused')
    return {
      inside: [`not started: ${inside.reason}`],
      outcome: inside.by === 'Compose' ? 'refused by Compose' : 'refused by the engine',
    };
  const refused = Object.entries(inside.refused).map(([name, reason]) => `${name}: not started: ${reason}`);
  const read = Object.entries(inside.services).flatMap(([name, service]) =>
    changedIn(name, service, before.services).map(what => `${name}: ${what}`),
  );
  const gone = Object.keys(before.services).filter(
    name => !(name in inside.services || name in inside.refused),
  );
  return {
    inside: [...read, ...gone.map(name => `${name}: not there`), ...refused],
    outcome: outcomeOf(inside),
  };
}

function outcomeOf({ effect, refused }: InsideAccount & { readonly kind: 'seen' }): Outcome {
  if (!opens(effect)) return Object.keys(refused).length > 0 ? 'refused by the engine' : 'nothing';
  return effect.openings.every(({ what }) => what === 'is taken away') ? 'gone' : 'open';
}

/** A service that is new is held against the session's own. */
function changedIn(
  name: string,
  service: ServiceInside,
  before: Readonly<Record<string, ServiceInside>>,
): readonly string[] {
  const same = before[name] ?? before['agent'];
  return same === undefined ? [] : changed(readingsOf(same), readingsOf(service));
}

/** No account of the files knows what a container of somebody else's has. */
function differencesIn(inside: InsideAccount, { needs }: UndoVector): readonly string[] {
  const differences = inside.kind === 'seen' && needs === undefined ? inside.differences : [];
  return differences.map(
    ({ service, what, model, compose, inside: kernel }) =>
      `${service}: ${what}: the model says ${model}, Compose ${compose}, the kernel ${kernel}`,
  );
}

function listOnDisk(
  scenario: Scenario,
  observation: Observation,
  { folder }: ContainerStage,
): readonly string[] {
  const files = readableFiles(scenario, observation) ?? [];
  writeForEngine(scenario, files, folder);
  return files.map(({ path }) => folder + path);
}

/** `.` is the folder of the first file. */
function contextIn(scenario: Scenario, { folder }: ContainerStage): string {
  return dirname(realPlaces(scenario, folder).base);
}
