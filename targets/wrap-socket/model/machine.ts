import { DiskError } from '../../../harness/world/disk-error.ts';
import type { Moment } from '../observation.ts';
import type { Folder, Listener, Machine, Next } from '../reference/machine.ts';
import { callerUid, ownerUid, serverUid, socketDir, type WrapScenario } from '../scenario.ts';
import { Calls, type Inject, Stuck } from './calls.ts';
import { DescriptorTable } from './descriptor-table.ts';
import { ModelListener } from './listener.ts';
import { OpenFolder } from './open-folder.ts';
import { Visitors } from './visitors.ts';
import { ModelWorld } from './world.ts';

/** So many times in a row a server may find nothing to accept, or fail, or be asked to end, without letting time go by. */
const mostIdle = 60;
const changing = new Set(['mkdir', 'rmdir', 'chmod', 'chown', 'bind', 'unlink']);

/** A machine in memory that plays the scenario: its files, its peers, its meddler, its faults. */
export class ModelMachine implements Machine {
  constructor(scenario: WrapScenario, injecting: Inject) {
    this.#scenario = scenario;
    this.world = new ModelWorld(scenario);
    this.calls = new Calls(scenario.faults, injecting);
    this.visitors = new Visitors(scenario, this.world, this.calls, this.#table);
    this.uid = serverUid(scenario);
    this.#mask = Number.parseInt(scenario.umask, 8);
    this.#look();
  }

  readonly uid: number;
  readonly world: ModelWorld;
  readonly calls: Calls;
  readonly visitors: Visitors;
  readonly moments: Moment[] = [];
  readonly out: string[] = [];
  readonly err: string[] = [];
  spun = false;
  readonly #scenario: WrapScenario;
  readonly #table = new DescriptorTable();
  readonly #listeners: ModelListener[] = [];
  #mask: number;
  #ready = false;
  #atReady: number | undefined;
  #afterPeers: number | undefined;
  #idle = 0;
  #late = 0;
  #asked = 0;
  #last = '';
  #turn = 0;

  /** Whether the server was asked to end. */
  get stopped(): boolean {
    return this.#asked > 0;
  }

  get descriptors() {
    const [ready, after] = [this.#atReady, this.#afterPeers];
    return ready === undefined || after === undefined ? null : { ready, after };
  }

  /** Does a call: counts it, lets it fail where that is planned, and looks at what it left. */
  call<T>(name: string, act: () => T): T {
    try {
      return this.calls.do(name, act);
    } finally {
      this.#meddle();
      if (changing.has(name)) this.#look();
    }
  }

  #meddle(): void {
    const { meddler } = this.#scenario;
    if (meddler === null || this.calls.made < meddler.after || this.world.meddled) return;
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
    this.#table.take();
  }

  give(): void {
    this.#table.give();
  }

  progress(): void {
    this.#idle = 0;
    this.#late = 0;
    this.calls.progress();
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

  /** When there is nothing to do, the next step of the scenario is done. Once asked to end, the server is asked each time. */
  async next(listeners: readonly Listener[]): Promise<Next> {
    this.calls.progress();
    this.#atReady ??= this.#table.open;
    while (!this.stopped) {
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
      if (!this.visitors.advance()) break;
      if (listeners.length === 0) return { kind: 'late' };
    }
    return this.#askToEnd();
  }

  #waitingAt(listeners: readonly Listener[]): ModelListener | undefined {
    this.#turn += 1;
    for (let nth = 0; nth < listeners.length; nth += 1) {
      const listener = listeners[(nth + this.#turn) % listeners.length];
      if (listener instanceof ModelListener && listener.queue.length > 0) return listener;
    }
    return undefined;
  }

  #askToEnd(): Next {
    this.#asked += 1;
    if (this.#asked > mostIdle) throw new Stuck('it does not end');
    if (this.#asked === 1 && this.#scenario.atEnd === 'peers-gone') {
      this.visitors.leave();
      this.#afterPeers = this.#table.open;
    }
    return { kind: 'stop' };
  }

  /** Nobody serves any more: what is still to come finds closed doors. */
  abandon(): void {
    if (this.stopped) return;
    for (const listener of this.#listeners) listener.listening = false;
    this.visitors.comeInVain();
    this.#asked = 1;
  }

  /** Who waits for "ready" connects as soon as it is said. */
  say(line: string): void {
    this.out.push(line);
    if (line !== 'ready' || this.#ready) return;
    this.#ready = true;
    this.#look();
    this.visitors.advance();
  }

  complain(line: string): void {
    this.err.push(line);
  }
}

/** The path less what is behind its last name. */
function bare(path: string): string {
  return path.replace(/\/\.?$/, '');
}
