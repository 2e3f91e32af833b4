import { HarnessFault } from '../../harness/harness-fault.ts';
import type { Implementation } from '../../harness/target.ts';
import { Blocked } from '../../harness/world/disk-error.ts';
import { putTree } from '../../harness/world/file-tree/put-tree.ts';
import { snapshotDisk } from '../../harness/world/file-tree/snapshot-disk.ts';
import { MemoryCalls } from '../../harness/world/memory-calls.ts';
import { MemoryDisk } from '../../harness/world/memory-disk.ts';
import { callOf, playStub, type Stub } from '../../harness/world/stub/stub.ts';
import {
  dockerVariable,
  folderOf,
  homeOf,
  homeVariable,
  ownerUid,
  worldFolder,
  worldTree,
} from './layout.ts';
import { callsOf, callsOfSecondSweep, stubOf } from './listing.ts';
import type { End, Listing, Observation, Swept } from './observation.ts';
import type { Files, ProgramRun, RunProgram, Status } from './reference/seams.ts';
import type { Sweep } from './reference/sweep.ts';
import type { Call, Scenario } from './scenario.ts';
import { startedTree } from './started.ts';

const dayMs = 86_400_000;
/** Where what a session takes the place of is kept, out of everybody's sight. */
const atticFolder = '/attic';
/** Nobody waits that long for a program. */
const patienceMs = 15_000;

/** The disk that a scenario begins with; a day has passed since anybody changed it. */
function diskOf(scenario: Scenario): MemoryDisk {
  const disk = new MemoryDisk();
  disk.put(worldFolder, { kind: 'folder', uid: ownerUid });
  disk.put(atticFolder, { kind: 'folder', uid: ownerUid });
  putTree(disk, worldFolder, worldTree(scenario), { uid: ownerUid });
  disk.now += dayMs;
  return disk;
}

function filesOf(calls: MemoryCalls): Files {
  return {
    status(path) {
      const { kind, device, inode, ctimeNs } = calls.lstat(path);
      const known: Status['kind'] = kind === 'folder' || kind === 'link' ? kind : 'other';
      return { kind: known, device, inode, changed: ctimeNs };
    },
    list: folder => calls.readdir(folder),
    unlink: path => calls.unlink(path),
    rmdir: path => calls.rmdir(path),
  };
}

/** A call of the program that `DOCKER` names. */
export interface Asked {
  /** Which of the sweep's calls it is, from 1. */
  readonly nth: number;
  readonly words: readonly string[];
  /** Then it is ended; undefined: never. */
  readonly limitMs: number | undefined;
  /** A session starts. */
  start(id: string): void;
}

/** What a call came to: for whoever judges it, and for the sweep. */
export interface Told extends Pick<Listing, 'end' | 'inside'> {
  readonly ran: ProgramRun;
}

/** Who answers the calls of one sweep. */
export type Answers = (asked: Asked) => Told;

/** Calls are answered by a stub, in memory. */
function stubbedBy(stub: Stub): Answers {
  return ({ nth, limitMs, start }) => {
    if (stub.kind !== 'program') throw new HarnessFault('what is no program was run', 'bad-world');
    let out = '';
    const end = playStub(callOf(stub.calls, nth), {
      print: (to, text) => {
        if (to === 'out') out += text;
      },
      act: start,
    });
    if (end.how === 'exits') return { end, ran: { kind: 'exited', status: end.status, out } };
    if (end.how === 'killed') return { end, ran: { kind: 'killed', signal: end.signal, out } };
    return { end, ran: waited(limitMs, out) };
  };
}

/** @throws Blocked when nobody waits so long */
export function waited(limitMs: number | undefined, out: string): ProgramRun {
  if (limitMs === undefined || limitMs > patienceMs) throw new Blocked('it waits for docker ps');
  return { kind: 'timed-out', out };
}

/** The program that `DOCKER` names, in memory. */
class Docker {
  constructor(scenario: Scenario, disk: MemoryDisk, { stub, answers }: Answering) {
    this.#scenario = scenario;
    this.#disk = disk;
    this.#stub = stub;
    this.#answers = answers;
  }

  readonly #scenario: Scenario;
  readonly #disk: MemoryDisk;
  readonly #stub: Stub;
  readonly #answers: Answers;
  readonly listings: Listing[] = [];

  readonly run: RunProgram = (program, words, limitMs): ProgramRun => {
    if (program !== dockerVariable(this.#scenario)) return { kind: 'not-started', why: 'ENOENT' };
    if (this.#stub.kind !== 'program') {
      const isThere = this.#stub.kind === 'not-executable' || this.#stub.kind === 'folder';
      return { kind: 'not-started', why: isThere ? 'EACCES' : 'ENOENT' };
    }
    const started: string[] = [];
    const listing = { arguments: words, present: this.#present(), started };
    const at = this.listings.push({ ...listing, end: { how: 'hangs' } }) - 1;
    const start = (id: string): void => {
      startSession(this.#disk, homeOf(this.#scenario), id);
      started.push(id);
    };
    const { ran, ...told } = this.#answers({ nth: at + 1, words, limitMs, start });
    this.listings[at] = { ...listing, ...told };
    return ran;
  };

  #present(): ReadonlySet<string> | undefined {
    try {
      const calls = new MemoryCalls(this.#disk, { uid: ownerUid, umask: 0o022 });
      return new Set(calls.readdir(homeOf(this.#scenario)));
    } catch {
      return undefined;
    }
  }
}

/** A session starts: what has the names of its folder and of the sibling is moved away, and both are made anew. */
function startSession(disk: MemoryDisk, home: string, id: string): void {
  disk.now += 1;
  const calls = new MemoryCalls(disk, { uid: ownerUid, umask: 0o022 });
  for (const name of [folderOf(id), `${folderOf(id)}.json`]) {
    try {
      calls.rename(`${home}/${name}`, `${atticFolder}/${name}`);
    } catch {
      // There was none.
    }
  }
  putTree(disk, home, startedTree(id), { uid: ownerUid });
}

function sweepOnce(subject: Sweep, scenario: Scenario, disk: MemoryDisk, answering: Answering): Swept {
  const err: string[] = [];
  const out: string[] = [];
  const docker = new Docker(scenario, disk, answering);
  const calls = new MemoryCalls(disk, { uid: ownerUid, umask: 0o022 });
  disk.now += 1;
  const end = endOf(() =>
    subject(
      { home: homeVariable(scenario), docker: dockerVariable(scenario) },
      { files: filesOf(calls), run: docker.run, warn: line => err.push(line) },
    ),
  );
  return { end, out, err, listings: docker.listings, after: snapshotDisk(disk, worldFolder) };
}

/** A program that an exception ends has a status that is not 0. */
function endOf(act: () => void): End {
  try {
    act();
    return { kind: 'exited', status: 0 };
  } catch (error) {
    if (error instanceof HarnessFault) throw error;
    return error instanceof Blocked ? { kind: 'timed-out' } : { kind: 'exited', status: 1 };
  }
}

/** What `DOCKER` leads to in one sweep: whether it is a program, and who answers where it is. */
interface Answering {
  readonly stub: Stub;
  readonly answers: Answers;
}

/** A sweep that runs in process, on a home in memory. */
export class SweepInMemory implements Implementation<Scenario, Observation> {
  constructor(name: string, subject: Sweep, stubbed: typeof stubOf) {
    this.name = name;
    this.#subject = subject;
    this.#stubbed = stubbed;
  }

  readonly name: string;
  readonly #subject: Sweep;
  readonly #stubbed: typeof stubOf;

  readonly run = (scenario: Scenario): Observation => this.runWith(scenario);

  /** @param first who answers in the first sweep. Default: the scenario's docker(1) @param second in the second */
  runWith(scenario: Scenario, first?: Answers, second?: Answers): Observation {
    const disk = diskOf(scenario);
    const before = snapshotDisk(disk, worldFolder);
    const sweepOnDisk = (calls: readonly [Call, ...Call[]], answers: Answers | undefined): Swept => {
      const stub = this.#stubbed(scenario, calls);
      return sweepOnce(this.#subject, scenario, disk, { stub, answers: answers ?? stubbedBy(stub) });
    };
    const swept = sweepOnDisk(callsOf(scenario), first);
    const again = scenario.twice ? sweepOnDisk(callsOfSecondSweep(scenario), second) : undefined;
    return { before, first: swept, second: again };
  }
}

/**
 * A sweep on a home in memory, with the scenario's containers.
 * @param stubbed something else than the scenario's docker(1), to see that a broken one is noticed
 */
export function inModel(name: string, subject: Sweep, stubbed = stubOf): SweepInMemory {
  return new SweepInMemory(name, subject, stubbed);
}
