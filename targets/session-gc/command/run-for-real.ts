import { HarnessFault } from '../../../harness/harness-fault.ts';
import { type Ran, type Stage, Unobserved } from '../../../harness/stage.ts';
import { contractEnvironment } from '../../../harness/world/command/contract-environment.ts';
import { CannotBuild } from '../../../harness/world/file-tree/build-tree.ts';
import type { TreeSnapshot } from '../../../harness/world/file-tree/snapshot.ts';
import { readStubCalls, type StubCallSeen } from '../../../harness/world/stub/write-stub.ts';
import { homeVariable, projectFolder, temporaryFolder } from '../layout.ts';
import { callsOf, callsOfSecondSweep } from '../listing.ts';
import type { End, Listing, Observation, Swept } from '../observation.ts';
import { homePath } from '../oracle.ts';
import type { Call, Scenario } from '../scenario.ts';
import { nobodySpecial } from './owner.ts';
import { openRealWorld, type RealWorld, realDocker } from './real-world.ts';

/** One listing that hangs for ten seconds, and what the sweep itself takes. */
const limitMs = 18_000;

/** The program that `DOCKER` names, in place for one sweep. */
export interface PlacedDocker extends AsyncDisposable {
  /** Its calls so far. */
  seen(): readonly CallSeen[];
}

type CallSeen = StubCallSeen & Pick<Listing, 'inside'>;

/** Puts in place what `DOCKER` names. */
export type PlaceDocker = (world: RealWorld, calls: readonly [Call, ...Call[]]) => Promise<PlacedDocker>;

const placeStub: PlaceDocker = async (world, calls) => {
  const backstage = world.placeDocker(calls);
  return { seen: () => readStubCalls(backstage), async [Symbol.asyncDispose]() {} };
};

/**
 * Runs a scenario with a real program and a real home.
 * @param place what `DOCKER` names. Default: a program in docker's place
 */
export async function runForReal(
  scenario: Scenario,
  stage: Stage,
  place: PlaceDocker = placeStub,
): Promise<Observation | Unobserved> {
  try {
    using world = await openRealWorld(scenario, stage);
    const before = world.look();
    const first = await sweepOnce(scenario, stage, world, callsOf(scenario), place);
    if (first instanceof Unobserved || !scenario.twice)
      return first instanceof Unobserved ? first : { before, first, second: undefined };
    const second = await sweepOnce(scenario, stage, world, callsOfSecondSweep(scenario), place);
    return second instanceof Unobserved ? second : { before, first, second };
  } catch (error) {
    if (error instanceof CannotBuild) return new Unobserved({ kind: 'rejected', reason: error.message });
    throw error;
  }
}

async function sweepOnce(
  scenario: Scenario,
  stage: Stage,
  world: RealWorld,
  calls: readonly [Call, ...Call[]],
  place: PlaceDocker,
): Promise<Swept | Unobserved> {
  await using docker = await place(world, calls);
  const ran = await stage.start({
    arguments: [],
    environment: environmentOf(scenario, stage),
    folder: stage.folder + projectFolder,
    umask: 0o022,
    limitMs,
    ...(stage.privileged && { identity: nobodySpecial }),
  });
  const seen = docker.seen();
  const after = world.look();
  const listings = seen.map((call, nth) =>
    listingOf(call, calls[nth] ?? calls.at(-1) ?? calls[0], scenario, after),
  );
  const early = listings.find(({ end, starting }) => end === undefined && starting);
  if (early !== undefined)
    return new Unobserved({ kind: 'rejected', reason: 'a listing was ended while a session started' });
  return {
    end: endOf(ran),
    out: linesOf(world, ran.out.text),
    err: linesOf(world, ran.err.text),
    listings,
    after,
  };
}

function environmentOf(scenario: Scenario, stage: Stage): Record<string, string> {
  const home = homeVariable(scenario);
  const docker = realDocker(scenario, stage.folder);
  const environment = contractEnvironment(docker === undefined ? {} : { DOCKER: docker }, {
    home: home === undefined || home === '' ? '' : stage.folder + home,
    temporary: stage.folder + temporaryFolder,
    path: stage.path,
  });
  if (home === undefined) delete environment['HOME'];
  return environment;
}

interface SeenListing extends Listing {
  /** Whether a session was to start during it. */
  readonly starting: boolean;
}

/** @throws HarnessFault `bad-world` when a session could not start, and the home is still there */
function listingOf(seen: CallSeen, call: Call, scenario: Scenario, after: TreeSnapshot): SeenListing {
  const { end, present, hindered, inside } = seen;
  if (hindered !== '' && after.has(homePath(scenario)))
    throw new HarnessFault(`a session could not start: ${hindered}`, 'bad-world');
  const started = end === undefined || hindered !== '' ? [] : call.starts.map(({ id }) => id);
  const listing = { arguments: seen.arguments, end, present, started, starting: call.starts.length > 0 };
  return inside === undefined ? listing : { ...listing, inside };
}

function endOf({ end }: Ran): End {
  if (end.kind === 'exited') return { kind: 'exited', status: end.status };
  return end.kind === 'killed' ? { kind: 'killed', signal: end.signal } : { kind: 'timed-out' };
}

function linesOf({ root }: RealWorld, text: string): readonly string[] {
  const lines = text.replaceAll(`${root}/`, '/').split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
