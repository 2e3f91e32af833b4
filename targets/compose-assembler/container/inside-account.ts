import { join } from 'node:path';
import { mergeFiles } from '../../../harness/compose/merge-files.ts';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Engine } from '../../../harness/stage.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import type { InsideAccount } from '../observation.ts';
import { effectBetween, hostOf, mandatoryFiles, mergeWorld } from '../oracle.ts';
import { placesOf } from '../places.ts';
import { effectiveModel } from '../real-compose/effective-model.ts';
import type { Scenario } from '../scenario.ts';
import { asModel } from './as-model.ts';
import { insideDifferences, mountedTwice } from './differences.ts';
import { type EngineHost, engineHost } from './engine-host.ts';
import { type ListedText, writeForEngine } from './real-files.ts';
import { type ListRun, runList } from './run-list.ts';
import { type ServiceInside, serviceInside } from './service-inside.ts';

/** Where lists are run. */
export interface InsidePlace {
  /** The world's folder. */
  readonly root: string;
  readonly engine: Engine;
  readonly compose: Compose;
}

/**
 * Runs the files that were handed over, and tells what every service is inside, measured by what the mandatory files
 * alone come to inside.
 * @param files as `writeForEngine` wrote them
 * @throws HarnessFault `engine` when the engine does not answer or the mandatory files can't be run on it
 */
export async function insideAccount(
  scenario: Scenario,
  files: readonly ListedText[],
  place: InsidePlace,
): Promise<InsideAccount> {
  const { root, engine } = place;
  const host = await engineHost(engine);
  const run = await runAt(files, place);
  if (run.kind === 'unsafe') return { kind: 'not-run', reason: run.reason.replaceAll(root, '') };
  if (run.kind === 'refused') return { ...run, reason: run.reason.replaceAll(root, '') };
  const { seen, refused } = outcome(run, host, root);
  const [first] = Object.values(refused);
  if (seen.size === 0 && first !== undefined) return { kind: 'refused', by: 'engine', reason: first };
  const all = await mandatoryInside(scenario, place, host);
  // Of a service that could not be started nothing is known: it is neither open nor gone.
  const before = new Map([...all].filter(([name]) => refused[name] === undefined));
  const merged = mergeFiles(
    files.map(({ text }) => text),
    mergeWorld,
  );
  const model = merged.kind === 'merged' ? merged.model : undefined;
  const places = hostOf(placesOf(scenario));
  const compose = effectiveModel(run.text, root);
  return {
    kind: 'seen',
    engine: engine.version,
    effect: effectBetween(scenario, asModel(before, host), asModel(seen, host)),
    services: Object.fromEntries(seen),
    refused,
    differences: insideDifferences(seen, { model, compose }, places, host),
    mountedTwice: Object.fromEntries(
      [...seen.keys()]
        .map(name => [name, mountedTwice(compose, name)] as const)
        .filter(([, twice]) => twice.length > 0),
    ),
  };
}

async function runAt(files: readonly ListedText[], { root, engine, compose }: InsidePlace): Promise<ListRun> {
  const paths = files.map(({ path }) => root + path);
  return runList(compose, engine, { files: paths, home: `${root}/home/dev`, world: root });
}

interface Outcome {
  readonly seen: ReadonlyMap<string, ServiceInside>;
  /** Service → why the engine would not start it. */
  readonly refused: Readonly<Record<string, string>>;
}

function outcome(run: ListRun & { readonly kind: 'ran' }, host: EngineHost, root: string): Outcome {
  const seen = new Map<string, ServiceInside>();
  const refused: Record<string, string> = {};
  for (const [name, service] of [...run.services].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (service.kind === 'seen')
      seen.set(name, serviceInside(service.report, service.told, run.project, host, root));
    else refused[name] = service.reason.replaceAll(root, '');
  }
  return { seen, refused };
}

const known = new Map<string, Promise<ReadonlyMap<string, ServiceInside>>>();

/** What the mandatory files alone come to inside: run once for each that there are, in a world of their own. */
async function mandatoryInside(
  scenario: Scenario,
  place: InsidePlace,
  host: EngineHost,
): Promise<ReadonlyMap<string, ServiceInside>> {
  const files = mandatoryFiles(scenario);
  const key = [place.engine.socket, ...files.map(({ text }) => text)].join('\0');
  const found = known.get(key) ?? runMandatory(scenario, files, place, host);
  known.set(key, found);
  found.catch(() => known.delete(key));
  return found;
}

async function runMandatory(
  scenario: Scenario,
  files: readonly ListedText[],
  place: InsidePlace,
  host: EngineHost,
): Promise<ReadonlyMap<string, ServiceInside>> {
  const root = join(place.root, 'mandatory-alone');
  writeForEngine({ ...scenario, generators: [] }, files, root);
  const run = await runAt(files, { ...place, root });
  const { seen, refused } = run.kind === 'ran' ? outcome(run, host, root) : { seen: undefined, refused: {} };
  const [reason] = run.kind === 'ran' ? Object.values(refused) : [run.reason];
  if (seen !== undefined && reason === undefined) return seen;
  throw new HarnessFault(`the mandatory files could not be run: ${reason}`, 'engine');
}
