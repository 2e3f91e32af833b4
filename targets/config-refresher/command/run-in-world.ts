import * as fs from 'node:fs';
import type { Injection, Ran, Stage, Start } from '../../../harness/stage.ts';
import { contractEnvironment } from '../../../harness/world/command/contract-environment.ts';
import { ordinaryUser } from '../../../harness/world/identity/ordinary-user.ts';
import type { MemoryDisk } from '../../../harness/world/memory-disk.ts';
import { diskOf } from '../disk.ts';
import { ownerUid } from '../layout.ts';
import type { Files } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { age, build, type Owner } from './build.ts';
import { filesBelow, lookAt, openRevealed, type Seen, seenThrough } from './look.ts';
import { Reader } from './reader.ts';
import type { RealFault } from './real-fault.ts';
import { type RealPaths, realPaths } from './real-paths.ts';
import { Rewriter } from './rewriter.ts';
import { RealSourceGuard } from './source-guard.ts';
import { mountAll, type StandingFault, stand } from './standing-fault.ts';

/** The owner of everything, who may not do more than any user: what is unreadable is unreadable. */
const nobodySpecial = ordinaryUser(ownerUid);

/** A scenario's world for real, open until it is disposed of. */
export interface OpenWorld extends AsyncDisposable {
  readonly scenario: Scenario;
  readonly stage: Stage;
  readonly paths: RealPaths;
  readonly owner: Owner;
  /** The world before any refresher ran, by the scenario's names. */
  readonly original: Files;
  /** Whether the fault that was to stand in it does. */
  readonly faultInForce: boolean;
}

/** What else than a scenario decides of its world. */
export interface WorldOptions {
  /** What is on disk. Default: what the scenario begins with; another state of it, such as one after a crash. */
  readonly disk?: MemoryDisk;
  /** A fault that stands in it. Default: none. */
  readonly fault?: RealFault;
}

/**
 * Builds the scenario's world in the stage's folder, which is empty.
 * @throws HarnessFault `bad-world`; CannotStand where this machine has no such fault
 */
export async function openWorld(
  scenario: Scenario,
  stage: Stage,
  { disk = diskOf(scenario), fault }: WorldOptions = {},
): Promise<OpenWorld> {
  const owner = stage.privileged ? { uid: ownerUid, gid: ownerUid } : undefined;
  const paths = realPaths(scenario, stage.folder);
  await mountAll(fault, disk, stage);
  const built = await build(disk, stage.folder, owner);
  let standing: StandingFault | undefined;
  const close = async (): Promise<void> => {
    standing?.[Symbol.dispose]();
    await built[Symbol.asyncDispose]();
  };
  try {
    standing = fault && stand(fault, scenario, paths);
    const original = filesBelow(stage.folder);
    const faultInForce = standing?.inForce === true;
    return { scenario, stage, paths, owner, original, faultInForce, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What is to happen in a run beside the refresher itself. */
export interface RunOptions {
  /** Record the system calls, with these faults at them. Kernel fidelity only. Default: no trace. */
  readonly injections?: readonly Injection[];
  /** Whether the scenario's other programs join in: its writer, its second refresher. Default: they do. */
  readonly company?: boolean;
}

/** One run in a world, as it was seen from outside. */
export interface WorldRun {
  /** The refresher, and the second one if there was one. */
  readonly rans: readonly [Ran, ...Ran[]];
  readonly injections: readonly Injection[];
  readonly before: Files;
  readonly after: Files;
  /** The target before and after, as which file and what; what a reader beside the run saw in between. */
  readonly target: {
    readonly before: Seen | undefined;
    readonly after: Seen | undefined;
    readonly between: Reader['later'];
    /** What the file that the target was holds after all; undefined: it was no file. */
    readonly oldFile: Seen | undefined;
  };
  /** The times of what the marker leads to. */
  readonly marker: { readonly before: MarkerTimes; readonly after: MarkerTimes };
  /** Whether the marker was last changed before anything happened to the target, where that can be told. */
  readonly markerCameFirst: boolean;
  readonly sourceVersions: readonly Uint8Array[];
  readonly sourceHarm: string | undefined;
  /** Number of steps that the writer of the source did. */
  readonly writerSteps: number;
  /** Milliseconds since the epoch, by the clock that files get their times from, give or take a second. */
  readonly began: number;
  readonly finished: number;
}

/** Which file the marker is, and when it was last touched; undefined: it leads to none. */
export type MarkerTimes = { readonly inode: bigint; readonly mtimeNs: bigint } | undefined;

function timesOf(path: string): MarkerTimes {
  const stats = fs.statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats && { inode: stats.ino, mtimeNs: stats.mtimeNs };
}

/** Keeps the file open that the target is: who replaces the target never touches it again. */
class OldFile implements Disposable {
  constructor({ target }: RealPaths) {
    const isFile = fs.lstatSync(target, { throwIfNoEntry: false })?.isFile() === true;
    this.#descriptor = isFile ? openRevealed(target) : undefined;
  }

  readonly #descriptor: number | undefined;

  look(): Seen | undefined {
    return this.#descriptor === undefined ? undefined : seenThrough(this.#descriptor);
  }

  [Symbol.dispose](): void {
    if (this.#descriptor !== undefined) fs.closeSync(this.#descriptor);
  }
}

const secondMs = 1000;
/** The clock that files get their times from goes by ticks, and so may be behind by one (clock_gettime(2)). */
const tickMs = 20;

/** Now, by the clock of files, as a program sees it that counts whole seconds. */
function beginning(): number {
  return Math.floor((Date.now() - tickMs) / secondMs) * secondMs;
}

function startOf({ scenario, stage, paths, owner }: OpenWorld, { injections }: RunOptions): Start {
  return {
    arguments: [paths.source, paths.target, paths.marker],
    environment: contractEnvironment({}, { home: paths.home, temporary: paths.temporary, path: stage.path }),
    folder: paths.project,
    umask: scenario.umask,
    ...(owner !== undefined && { identity: nobodySpecial }),
    ...(injections !== undefined && { trace: { injections } }),
  };
}

/** Runs the refresher once in the world as it stands, and looks at what it did. */
export async function runIn(world: OpenWorld, options: RunOptions = {}): Promise<WorldRun> {
  const { scenario, stage, paths, owner } = world;
  const { company = true, injections = [] } = options;
  const before = filesBelow(stage.folder);
  const marker = timesOf(paths.marker);
  const target = lookAt(stage.folder, paths.target, openRevealed);
  using oldFile = new OldFile(paths);
  if (company && scenario.writer.length > 0) touchNow(paths.source);
  const guard = new RealSourceGuard(paths);
  const rewriter = new Rewriter(scenario, stage.folder, owner, guard);
  const reader = new Reader(paths);
  const start = startOf(world, options);
  const began = beginning();
  const ended = new AbortController();
  const rewriting = company ? rewriter.work(ended.signal) : undefined;
  const first = stage.start(start);
  const second = company && scenario.second !== null ? [stage.start(start)] : [];
  const rans = await Promise.all([first, ...second]).finally(() => ended.abort());
  await rewriting;
  guard.look();
  const after = filesBelow(stage.folder);
  const last = lookAt(stage.folder, paths.target, openRevealed);
  const { markerCameFirst } = await reader.close();
  return {
    rans: [await first, ...rans.slice(1)],
    injections,
    before,
    after,
    target: { before: target, after: last, between: reader.later, oldFile: oldFile.look() },
    marker: { before: marker, after: timesOf(paths.marker) },
    markerCameFirst,
    sourceVersions: rewriter.versions,
    sourceHarm: guard.harm,
    writerSteps: rewriter.steps,
    began,
    finished: Date.now() + 1,
  };
}

/** A source that somebody is busy with. */
function touchNow(source: string): void {
  const now = Date.now() / secondMs;
  fs.utimesSync(source, now, now);
}

/** Lets time pass in a world: everything in it is so much older than now. */
export function letPass(world: OpenWorld, ms: number): void {
  const { root } = world.paths;
  age(
    [...filesBelow(root).keys()].map(path => root + path),
    Date.now() - ms,
  );
}
