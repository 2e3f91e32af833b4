import { DiskError } from '../../../harness/world/disk-error.ts';
import type { CallRecord, Moment } from '../observation.ts';
import type { Folder, Listener, Machine, Next } from '../reference/machine.ts';
import {
  callerUid,
  type Fault,
  ownerUid,
  peerGid,
  peerUid,
  type Step,
  serverUid,
  socketDir,
  type WrapScenario,
} from '../scenario.ts';
import { ModelListener } from './listener.ts';
import { OpenFolder } from './open-folder.ts';
import type { ModelPeer } from './peer.ts';
import { ModelWorld } from './world.ts';

/** So many times in a row a server may find nothing to accept, or fail, without letting time go by. */
const mostIdle = 60;
/** So many calls without an end of a step: it goes on for ever. */
const mostCalls = 60_000;
const baseDescriptors = 3;
const failing = new Set([
  'mkdir',
  'readdir',
  'chmod',
  'chown',
  'bind',
  'listen',
  'accept',
  'credentials',
  'unlink',
]);

const changing = new Set(['mkdir', 'rmdir', 'chmod', 'chown', 'bind', 'unlink']);

/** The server does not come back to the machine: it goes on for ever. */
export class Stuck extends Error {
  override readonly name = 'Stuck';
}

/** Lets a planned fault happen: the error of a call, undefined where it goes well. */
export type Inject = (call: string, nth: number, faults: readonly Fault[]) => string | undefined;

export const inject: Inject = (call, nth, faults) =>
  faults.find(fault => fault.call === call && (fault.lasting ? nth >= fault.nth : nth === fault.nth))?.code;

/** A machine in memory that plays the scenario: its files, its peers, its meddler, its faults. */
export class ModelMachine implements Machine {
  constructor(scenario: WrapScenario, injecting: Inject) {
    this.#scenario = scenario;
    this.#inject = injecting;
    this.world = new ModelWorld(scenario);
    this.uid = serverUid(scenario);
    this.#mask = Number.parseInt(scenario.umask, 8);
    this.#look();
  }

  readonly uid: number;
  readonly world: ModelWorld;
  readonly moments: Moment[] = [];
  readonly peers: ModelPeer[] = [];
  readonly calls: CallRecord[] = [];
  readonly out: string[] = [];
  readonly err: string[] = [];
  spun = false;
  readonly #scenario: WrapScenario;
  readonly #inject: Inject;
  readonly #counts = new Map<string, number>();
  readonly #listeners: ModelListener[] = [];
  #mask: number;
  #open = baseDescriptors;
  #limit = Number.POSITIVE_INFINITY;
  #ready = false;
  #atReady: number | undefined;
  #afterPeers: number | undefined;
  #step = 0;
  #idle = 0;
  #late = 0;
  #made = 0;
  #last = '';
  #turn = 0;
  #lastRound = false;
  /** Whether the server was asked to end. */
  stopped = false;

  get descriptors() {
    const [ready, after] = [this.#atReady, this.#afterPeers];
    return ready === undefined || after === undefined ? null : { ready, after };
  }

  /** Does a call: counts it, lets it fail where that is planned, and looks at what it left. */
  call<T>(name: string, act: () => T): T {
    this.#made += 1;
    if (this.#made > mostCalls) throw new Stuck('it makes calls without end');
    try {
      return failing.has(name) ? this.#mayFail(name, act) : act();
    } finally {
      this.#meddle();
      if (changing.has(name)) this.#look();
    }
  }

  #mayFail<T>(name: string, act: () => T): T {
    const nth = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, nth);
    const code = this.#inject(name, nth, this.#scenario.faults);
    try {
      if (code !== undefined) throw new DiskError(code, name, socketDir);
      const value = act();
      this.calls.push({ call: name, code: null });
      return value;
    } catch (error) {
      this.calls.push({ call: name, code: error instanceof DiskError ? error.code : 'none' });
      throw error;
    }
  }

  #meddle(): void {
    const { meddler } = this.#scenario;
    if (meddler === null || this.#made < meddler.after || this.#ready || this.world.meddled) return;
    this.world.meddle(
      meddler.who === 'caller' ? callerUid(this.#scenario) : ownerUid(this.#scenario, 'other'),
    );
    this.#look();
  }

  /** Keeps the state of the folder, where it is another than before. */
  #look(): void {
    const moment: Moment = { phase: this.#ready ? 'serving' : 'setup', found: this.world.found() };
    const text = JSON.stringify(moment);
    if (text === this.#last || this.stopped) return;
    this.#last = text;
    this.moments.push(moment);
  }

  /** Whether the server may give files to others: CAP_CHOWN. */
  get mayGive(): boolean {
    return this.#scenario.server === 'root';
  }

  /** A new socket: its mode is what the umask leaves. */
  socket(): { readonly listener: ModelListener; readonly mode: number } {
    this.take();
    const listener = new ModelListener(this);
    this.#listeners.push(listener);
    return { listener, mode: 0o777 & ~this.#mask };
  }

  umask(mask: number): number {
    return this.call('umask', () => {
      const before = this.#mask;
      this.#mask = mask;
      return before;
    });
  }

  mkdir(path: string, mode: number): void {
    this.call('mkdir', () => {
      if (bare(path) !== socketDir) throw new DiskError('ENOENT', 'mkdir', path);
      if (this.world.node !== undefined) throw new DiskError('EEXIST', 'mkdir', path);
      const folder = { uid: this.uid, gid: this.uid, mode: mode & ~this.#mask, entries: new Map() };
      this.world.node = { kind: 'folder', folder };
    });
  }

  rmdir(path: string): void {
    this.call('rmdir', () => {
      const { node } = this.world;
      if (node?.kind !== 'folder')
        throw new DiskError(node === undefined ? 'ENOENT' : 'ENOTDIR', 'rmdir', path);
      if (node.folder.entries.size > 0) throw new DiskError('ENOTEMPTY', 'rmdir', path);
      this.world.node = undefined;
    });
  }

  /** A link at the end is not followed, unless something comes after it. */
  openFolder(path: string): Folder {
    return this.call('open', () => {
      const { node } = this.world;
      if (node === undefined) throw new DiskError('ENOENT', 'open', path);
      const through = node.kind === 'link' && bare(path) !== path ? node.to : undefined;
      const folder = node.kind === 'folder' ? node.folder : through;
      if (folder === undefined)
        throw new DiskError(node.kind === 'link' && bare(path) !== path ? 'ENOENT' : 'ENOTDIR', 'open', path);
      const opened = new OpenFolder(folder, this);
      this.take();
      return opened;
    });
  }

  take(): void {
    if (this.#open >= this.#limit) throw new DiskError('EMFILE', 'open', 'a descriptor');
    this.#open += 1;
  }

  give(): void {
    this.#open -= 1;
  }

  progress(): void {
    this.#idle = 0;
    this.#late = 0;
    this.#made = 0;
  }

  spare(): { close(): void } {
    this.take();
    let open = true;
    return {
      close: () => {
        if (open) this.give();
        open = false;
      },
    };
  }

  /** When there is nothing to do, the next step of the scenario is done. */
  async next(listeners: readonly Listener[]): Promise<Next> {
    this.#made = 0;
    this.#atReady ??= this.#open;
    for (;;) {
      const waiting = this.#waitingAt(listeners);
      if (waiting !== undefined) {
        this.#idle += 1;
        if (this.#idle <= mostIdle) return { kind: 'peer', listener: waiting };
        this.spun = true;
        this.#idle = 0;
      } else if (listeners.length === 0 && this.#late < 3) {
        this.#late += 1;
        this.#idle = 0;
        return { kind: 'late' };
      }
      this.#late = 0;
      if (!this.#advance()) return { kind: 'stop' };
      if (listeners.length === 0) return { kind: 'late' };
    }
  }

  #waitingAt(listeners: readonly Listener[]): ModelListener | undefined {
    this.#turn += 1;
    for (let nth = 0; nth < listeners.length; nth += 1) {
      const listener = listeners[(nth + this.#turn) % listeners.length];
      if (listener instanceof ModelListener && listener.queue.length > 0) return listener;
    }
    return undefined;
  }

  /** Does steps up to one that waits for the server. @returns false: there are none left, and all peers have gone */
  #advance(): boolean {
    for (;;) {
      const step = this.#scenario.steps[this.#step];
      if (step === undefined) break;
      this.#step += 1;
      this.#do(step);
      if (step.do === 'connect' && step.settled) return true;
    }
    this.#limit = Number.POSITIVE_INFINITY;
    if (!this.#lastRound) {
      // Whoever still waits gets one more turn, with descriptors to spare.
      this.#lastRound = true;
      return true;
    }
    this.#leaveAll();
    return false;
  }

  #leaveAll(): void {
    if (this.stopped) return;
    this.stopped = true;
    for (const peer of this.peers) peer.leave();
    this.#afterPeers = this.#open;
  }

  /** Nobody serves any more: what is still to come finds closed doors. */
  abandon(): void {
    if (this.stopped) return;
    for (const listener of this.#listeners) listener.listening = false;
    for (const step of this.#scenario.steps.slice(this.#step)) this.#do(step);
    this.stopped = true;
  }

  #do(step: Step): void {
    if (step.do === 'starve') this.#limit = this.#open;
    else if (step.do === 'feed') this.#limit = Number.POSITIVE_INFINITY;
    else for (let nth = 0; nth < step.times; nth += 1) this.#connect(step);
  }

  #connect({ peer, socket, manner }: Extract<Step, { do: 'connect' }>): void {
    const file = `${socket}.sock`;
    const reached = this.world.keptOut(peer, file) ?? 'connected';
    const arrived: ModelPeer = {
      socket,
      pid: peer.outside ? 0 : 100 + this.peers.length,
      uid: peerUid(this.#scenario, peer),
      gid: peerGid(this.#scenario, peer),
      reached,
      talks: manner === 'talks',
      left: manner === 'leaves' || manner === 'dies',
      hindered: this.#limit !== Number.POSITIVE_INFINITY || this.#acceptsNobody,
      untold: false,
      fate: 'waiting',
      leave: () => {},
    };
    this.peers.push(arrived);
    const { node } = this.world;
    if (reached !== 'connected' || node?.kind !== 'folder') return;
    node.folder.entries.get(file)?.listener?.queue.push(arrived);
  }

  get #acceptsNobody(): boolean {
    const came = this.#counts.get('accept') ?? 0;
    return this.#scenario.faults.some(
      ({ call, lasting, nth }) => call === 'accept' && lasting && came + 1 >= nth,
    );
  }

  say(line: string): void {
    this.out.push(line);
    if (line !== 'ready') return;
    this.#ready = true;
    this.#look();
  }

  complain(line: string): void {
    this.err.push(line);
  }
}

/** The path less what is behind its last name. */
function bare(path: string): string {
  return path.replace(/\/\.?$/, '');
}
