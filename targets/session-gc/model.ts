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
import type { Scenario } from './scenario.ts';
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

/** The program that `DOCKER` names, in memory. */
class Docker {
  constructor(scenario: Scenario, disk: MemoryDisk, stub: Stub) {
    this.#scenario = scenario;
    this.#disk = disk;
    this.#stub = stub;
  }

  readonly #scenario: Scenario;
  readonly #disk: MemoryDisk;
  readonly #stub: Stub;
  readonly listings: Listing[] = [];

  readonly run: RunProgram = (program, words, limitMs): ProgramRun => {
    if (program !== dockerVariable(this.#scenario)) return { kind: 'not-started', why: 'ENOENT' };
    const stub = this.#stub;
    if (stub.kind !== 'program') {
      const isThere = stub.kind === 'not-executable' || stub.kind === 'folder';
      return { kind: 'not-started', why: isThere ? 'EACCES' : 'ENOENT' };
    }
    const started: string[] = [];
    const present = this.#present();
    let out = '';
    const nth = this.listings.length + 1;
    const end = playStub(callOf(stub.calls, nth), {
      print: (to, text) => {
        if (to === 'out') out += text;
      },
      act: id => {
        startSession(this.#disk, homeOf(this.#scenario), id);
        started.push(id);
      },
    });
    this.listings.push({ arguments: words, end, present, started });
    if (end.how === 'exits') return { kind: 'exited', status: end.status, out };
    if (end.how === 'killed') return { kind: 'killed', signal: end.signal, out };
    if (limitMs === undefined || limitMs > patienceMs) throw new Blocked('it waits for docker ps');
    return { kind: 'timed-out', out };
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

function sweepOnce(subject: Sweep, scenario: Scenario, disk: MemoryDisk, stub: Stub): Swept {
  const err: string[] = [];
  const out: string[] = [];
  const docker = new Docker(scenario, disk, stub);
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
    return error instanceof Blocked ? { kind: 'timed-out' } : { kind: 'exited', status: 1 };
  }
}

function observe(subject: Sweep, scenario: Scenario, stubbed: typeof stubOf): Observation {
  const disk = diskOf(scenario);
  const before = snapshotDisk(disk, worldFolder);
  const first = sweepOnce(subject, scenario, disk, stubbed(scenario, callsOf(scenario)));
  const second = scenario.twice
    ? sweepOnce(subject, scenario, disk, stubbed(scenario, callsOfSecondSweep(scenario)))
    : undefined;
  return { before, first, second };
}

/**
 * Runs a sweep on a home in memory, with the scenario's containers.
 * @param stubbed something else than the scenario's docker(1), to see that a broken one is noticed
 */
export function inModel(
  name: string,
  subject: Sweep,
  stubbed = stubOf,
): Implementation<Scenario, Observation> {
  return { name, run: scenario => observe(subject, scenario, stubbed) };
}
