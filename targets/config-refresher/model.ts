import type { Fault } from '../../harness/arbitraries/fault-plan.ts';
import type { Implementation } from '../../harness/target.ts';
import { FaultInjector } from '../../harness/world/fault-injector.ts';
import { MemoryCalls } from '../../harness/world/memory-calls.ts';
import type { MemoryDisk } from '../../harness/world/memory-disk.ts';
import { MemoryFileSystem, type OperationRecord } from '../../harness/world/memory-file-system.ts';
import { Turnstile } from '../../harness/world/turnstile.ts';
import { diskOf, pathsOf } from './disk.ts';
import { dropped, ownerUid } from './layout.ts';
import { type End, type Ended, faultedProcess, type Observation } from './observation.ts';
import type { Refresh } from './reference/refresh.ts';
import type { Scenario } from './scenario.ts';
import { sourceBytes } from './source-content.ts';
import { SourceWriter } from './source-writer.ts';
import { filesOf, nodeAt, SourceGuard, Watch } from './watch.ts';

/** A refresher that does more operations than this, and one for each byte of the source, goes on for ever. */
const operationLimit = 3000;
const dayMs = 86_400_000;

/** One process that is to run, and what happens to its operations. */
interface Process {
  readonly name: string;
  readonly faults: Injector;
}

type Injector = Pick<FaultInjector, 'next'>;

/** Makes what lets planned faults happen. */
type Inject = (faults: readonly Fault[]) => Injector;

interface Stage {
  readonly disk: MemoryDisk;
  readonly scenario: Scenario;
  readonly subject: Refresh;
  readonly turnstile: Turnstile;
  readonly operations: OperationRecord[];
}

/** Sixteen digits that differ from call to call and from process to process, the same in each run. */
function randomOf(name: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${name.charCodeAt(0).toString(16)}${count.toString(16)}5eed`.padStart(16, '0');
  };
}

/** Lets the processes run together until each has ended. */
async function perform(stage: Stage, processes: readonly Process[]): Promise<readonly Ended[]> {
  const { turnstile } = stage;
  // All join before the first acts: the turnstile waits for everybody who has joined.
  const running = processes.map(process => {
    const stopped = new Promise<End>(resolve => turnstile.join(process.name, kind => resolve({ kind })));
    return { process, stopped };
  });
  return Promise.all(running.map(({ process, stopped }) => performOne(stage, process, stopped)));
}

async function performOne(stage: Stage, { name, faults }: Process, stopped: Promise<End>): Promise<Ended> {
  const { disk, scenario, subject, turnstile, operations } = stage;
  const out: string[] = [];
  const err: string[] = [];
  const calls = new MemoryCalls(disk, { uid: ownerUid, umask: scenario.umask });
  const files = new MemoryFileSystem(calls, {
    process: name,
    turnstile,
    faults,
    readParts: scenario.readParts,
    record: operations,
  });
  const exited = subject(
    { ...pathsOf(scenario), drop: dropped },
    {
      files,
      random: randomOf(name),
      now: () => disk.now,
      say: line => out.push(line),
      complain: line => err.push(line),
    },
  ).finally(() => turnstile.leave(name));
  const end = await Promise.race([stopped, exited.then((status): End => ({ kind: 'exit', status }))]);
  return { end, out, err };
}

/** An earlier refresher that was killed after so many operations: it leaves the disk as it stands then. */
async function killEarlier(
  subject: Refresh,
  scenario: Scenario,
  disk: MemoryDisk,
  after: number,
): Promise<void> {
  const crash: Fault = { operation: 'any', nth: after, effect: { kind: 'crash', when: 'after' } };
  const turnstile = new Turnstile([], limitOf(scenario), { before: () => tick(scenario, disk) });
  const stage = { disk, scenario, subject, turnstile, operations: [] };
  await perform(stage, [{ name: 'earlier', faults: new FaultInjector([crash]) }]);
  disk.now += dayMs;
}

/** Lets one refresher run alone on a disk, without faults. @param name decides the names of its temporary files */
export async function runAlone(subject: Refresh, scenario: Scenario, disk: MemoryDisk, name: string) {
  const operations: OperationRecord[] = [];
  const turnstile = new Turnstile([], limitOf(scenario), { before: () => tick(scenario, disk) });
  const stage = { disk, scenario, subject, turnstile, operations };
  const [ended] = await perform(stage, [{ name, faults: new FaultInjector([]) }]);
  if (ended === undefined) throw new TypeError('one refresher joined and none ended');
  return { ended, operations };
}

function limitOf(scenario: Scenario): number {
  return operationLimit + sourceBytes(scenario).length;
}

function tick({ clock }: Scenario, disk: MemoryDisk): void {
  if (clock === 'fine') disk.now += 1;
}

/** A source that somebody is busy with: its last write falls into the tick in which the run begins. */
function justWritten(disk: MemoryDisk, source: string): void {
  const node = nodeAt(disk, source, true);
  if (node !== undefined) disk.mark(node, { mtime: disk.now });
}

async function observe(subject: Refresh, scenario: Scenario, inject: Inject): Promise<Observation> {
  const disk = diskOf(scenario);
  const original = filesOf(disk);
  disk.now += dayMs;
  if (scenario.earlier !== null) await killEarlier(subject, scenario, disk, scenario.earlier.operations);
  const before = scenario.earlier === null ? original : filesOf(disk);
  const began = disk.now;
  const paths = pathsOf(scenario);
  const watch = new Watch(disk, paths);
  if (scenario.writer.length > 0) justWritten(disk, paths.source);
  const guard = new SourceGuard(disk, paths.source);
  const writer = new SourceWriter(disk, scenario, guard);
  const operations: OperationRecord[] = [];
  const turnstile = new Turnstile(scenario.second?.turns ?? [], limitOf(scenario), {
    before: moment => {
      tick(scenario, disk);
      writer.advance(moment - 1);
    },
    after: moment => {
      watch.look(moment);
      guard.look();
    },
  });
  const first = { name: faultedProcess, faults: inject(scenario.faults) };
  const processes =
    scenario.second === null ? [first] : [first, { name: 'second', faults: new FaultInjector([]) }];
  const [main, ...others] = await perform({ disk, scenario, subject, turnstile, operations }, processes);
  if (main === undefined) throw new TypeError('a run has at least one refresher');
  return {
    watched: 'operations',
    refreshers: [main, ...others],
    original,
    before,
    after: filesOf(disk),
    targetStates: watch.states,
    writtenInPlace: false,
    sourceVersions: writer.versions,
    sourceHarm: guard.harm,
    markerTouches: watch.touches,
    began,
    finished: disk.now,
    operations,
    faults: undefined,
    removalFaulted: operations.some(({ operation, acted }) => operation === 'unlink' && !acted),
  };
}

const working: Inject = faults => new FaultInjector(faults);

/** A refresher in process, and the function that it is. */
export interface InModel extends Implementation<Scenario, Observation> {
  readonly refresh: Refresh;
}

/**
 * Runs a refresher on a disk in memory, with the scenario's faults, writer and company.
 * @param inject something else than the working injector, to see that a broken one is noticed
 */
export function inModel(name: string, subject: Refresh, inject: Inject = working): InModel {
  return { name, refresh: subject, run: scenario => observe(subject, scenario, inject) };
}
