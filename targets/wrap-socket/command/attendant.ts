import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after, setImmediate as nextTurn } from 'node:timers/promises';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Running } from '../../../harness/stage.ts';
import { descriptorLimitOf, descriptorsOf, limitDescriptors } from '../../../harness/world/descriptors.ts';
import type { Attempt } from '../observation.ts';
import { named } from '../oracle.ts';
import { peerGid, peerUid, type Step, type WrapScenario } from '../scenario.ts';
import { PeerProcess } from './peer-process.ts';
import { spins } from './processor-time.ts';
import type { RealWorld } from './real-world.ts';
import type { Watcher } from './watcher.ts';

/** How long a server has to be ready, to say a line that is due, to close whom it rejects, and to end. */
const readyMs = 8_000;
const lineMs = 2_000;
const settleMs = 600;
const endMs = 5_000;
/** How long a server has to meet those whom it kept waiting. */
const feedMs = 250;
/** How long what was due and did not come is waited for once more, before the peers leave. */
const lastMs = 500;
/** Once a line that was due did not come, others are not waited for as long. */
const impatientMs = 30;

type Connect = Extract<Step, { do: 'connect' }>;
type Tried = Omit<Attempt, 'fate'> & { readonly by: 'inside' | 'outside' | 'dead' };

/** Who has to be outside of the server's pid namespace, where the server is not in one of its own. */
export class NoNamespace extends Error {}

/** What one who attends to a server sees of it: plays the scenario's peers, counts descriptors, asks it to end. */
export class Attendant {
  constructor(scenario: WrapScenario, world: RealWorld, watcher: Watcher) {
    this.#scenario = scenario;
    this.#world = world;
    this.#watcher = watcher;
  }

  readonly #scenario: WrapScenario;
  readonly #world: RealWorld;
  readonly #watcher: Watcher;
  readonly #tried: Tried[] = [];
  attempts: readonly Attempt[] = [];
  ready = false;
  spun = false;
  endedEarly = true;
  wentOn = false;
  descriptors: { readonly ready: number; readonly after: number } | null = null;
  /** Lines about peers that were said before these left. */
  readonly said: string[] = [];
  #due = 0;
  #patienceMs = lineMs;
  #starved: number | undefined;

  async attend(running: Running): Promise<void> {
    await using inside = new PeerProcess(words => running.beside(words));
    await this.#untilReady(running);
    if (!this.ready) {
      // One that is neither ready nor ended hangs: its time limit says so.
      await running.ended;
      return;
    }
    const ready = this.#count(running);
    const needsOutside = this.#scenario.steps.some(step => step.do === 'connect' && step.peer.outside);
    if (needsOutside && !isApart(running.pid)) {
      running.signal('SIGKILL');
      throw new NoNamespace();
    }
    await using outside = needsOutside ? new PeerProcess(words => words) : undefined;
    for (const step of this.#scenario.steps) await this.#do(step, running, inside, outside);
    if (this.#starved !== undefined) await this.#feed(running);
    this.#patienceMs = Math.max(this.#patienceMs, lastMs);
    await this.#settle(running);
    while (await this.#hears(running, impatientMs));
    this.#watcher.look('serving');
    this.attempts = await this.#fates(inside, outside);
    if (this.#scenario.atEnd === 'peers-gone') {
      await inside.leave();
      await outside?.leave();
      const after_ = await this.#countUntil(running, ready);
      this.descriptors = ready === undefined || after_ === undefined ? null : { ready, after: after_ };
    }
    await this.#end(running);
  }

  async #untilReady(running: Running): Promise<void> {
    const until = performance.now() + readyMs;
    let first: string | undefined;
    let heard = false;
    void running.line(readyMs).then(line => {
      first = line;
      heard = true;
    });
    while (!heard && !running.over && performance.now() < until) {
      this.#watcher.look('setup');
      await nextTurn();
    }
    // What was said before it ended is heard a moment later.
    while (!heard) await after(1);
    this.ready = first === 'ready';
    if (this.ready) this.#watcher.look('serving');
  }

  async #do(
    step: Step,
    running: Running,
    inside: PeerProcess,
    outside: PeerProcess | undefined,
  ): Promise<void> {
    if (step.do === 'starve') this.#starve(running);
    else if (step.do === 'feed') await this.#feed(running);
    else {
      await this.#connect(step, running, inside, outside);
      if (step.settled) await this.#settle(running);
    }
  }

  async #connect(
    step: Connect,
    running: Running,
    inside: PeerProcess,
    outside: PeerProcess | undefined,
  ): Promise<void> {
    const { peer, socket, manner, times } = step;
    const [uid, gid] = [peerUid(this.#scenario, peer), peerGid(this.#scenario, peer)];
    const path = join(this.#world.folder, `${socket}.sock`);
    const who = { path, uid, gid, passes: peer.passes, times };
    const near = peer.outside ? outside : inside;
    let reached: readonly string[];
    if (manner === 'dies') {
      const mortal = new PeerProcess(words => (peer.outside ? words : running.beside(words)));
      reached = await mortal.connect({ ...who, manner: 'stays' });
      await mortal.die();
    } else reached = (await near?.connect({ ...who, manner })) ?? [];
    const hindered = this.#starved !== undefined;
    const by = manner === 'dies' ? 'dead' : peer.outside ? 'outside' : 'inside';
    for (const came of reached)
      this.#tried.push({ socket, uid, outside: peer.outside, untold: false, hindered, reached: came, by });
    if (!hindered) this.#due += reached.filter(came => came === 'connected').length;
  }

  /** Waits until a line has been said for each peer that is due one. */
  async #settle(running: Running): Promise<void> {
    while (this.said.length < this.#due && !running.over) {
      if (await this.#hears(running, this.#patienceMs)) continue;
      this.#patienceMs = impatientMs;
      return;
    }
  }

  async #hears(running: Running, withinMs: number): Promise<boolean> {
    const line = await running.line(withinMs);
    if (line === undefined) return false;
    this.said.push(line);
    return true;
  }

  /** No descriptor beyond those that it has. */
  #starve(running: Running): void {
    if (this.#starved !== undefined || running.over) return;
    const before = descriptorLimitOf(running.pid);
    const open = new Set(descriptorsOf(running.pid)?.map(({ number }) => number));
    if (before === undefined || open.size === 0) return;
    let lowest = 0;
    while (open.has(lowest)) lowest += 1;
    limitDescriptors(running.pid, lowest);
    if (!running.over && ![lowest, undefined].includes(descriptorLimitOf(running.pid)))
      throw new HarnessFault('the descriptors of the server were not limited', 'broken-injector');
    this.#starved = before;
  }

  async #feed(running: Running): Promise<void> {
    const before = this.#starved;
    if (before === undefined) return;
    const waits = this.#tried.some(({ hindered, reached }) => hindered && reached === 'connected');
    if (waits && !running.over) this.spun ||= await spins(running.pid);
    this.#starved = undefined;
    if (!running.over) limitDescriptors(running.pid, before);
    // Whoever was kept waiting is met before the next comes, or not at all.
    const hindered = this.#tried.filter(peer => peer.hindered && peer.reached === 'connected').length;
    this.#due += hindered;
    const most = this.#due;
    while (this.said.length < most && (await this.#hears(running, feedMs)));
    this.#due = Math.min(most, Math.max(this.said.length, most - hindered));
  }

  /** Asks the peers what they see, until those who should find themselves closed do. */
  async #fates(inside: PeerProcess, outside: PeerProcess | undefined): Promise<readonly Attempt[]> {
    const until = performance.now() + settleMs;
    for (;;) {
      const seen = { inside: [...(await inside.look())], outside: [...((await outside?.look()) ?? [])] };
      const attempts = this.#tried.map(({ by, ...tried }): Attempt => {
        const fate = by === 'dead' ? 'left' : (seen[by].shift() ?? 'left');
        return { ...tried, fate };
      });
      if (performance.now() >= until || !attempts.some(attempt => this.#shouldClose(attempt)))
        return attempts;
      await after(10);
    }
  }

  #shouldClose({ reached, fate, uid, outside, hindered }: Attempt): boolean {
    const caller = named(this.#scenario);
    if (reached !== 'connected' || fate !== 'kept' || caller.kind === 'legacy') return false;
    return hindered || outside || caller.kind !== 'somebody' || uid !== caller.uid;
  }

  /** Sockets only: an interpreter opens and closes files of its own as it likes. */
  #count(running: Running): number | undefined {
    return descriptorsOf(running.pid)?.filter(({ to }) => to.startsWith('socket:')).length;
  }

  async #countUntil(running: Running, ready: number | undefined): Promise<number | undefined> {
    const until = performance.now() + settleMs;
    for (;;) {
      const count = this.#count(running);
      if (count === undefined || ready === undefined || count <= ready || performance.now() > until)
        return count;
      await after(5);
    }
  }

  async #end(running: Running): Promise<void> {
    // What is about to end by itself is not asked to: it has closed its sockets already.
    const ending = !this.#count(running) || this.#tried.some(({ reached }) => reached === 'ECONNREFUSED');
    if (ending) await Promise.race([running.ended, after(settleMs)]);
    this.endedEarly = running.over;
    if (this.endedEarly) return;
    running.signal('SIGTERM');
    const ended = await Promise.race([running.ended.then(() => true), after(endMs, false)]);
    if (ended) return;
    this.wentOn = true;
    running.signal('SIGKILL');
    await running.ended;
  }
}

/** Whether a process lives in a pid namespace that the harness is not in. */
function isApart(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`) !== readlinkSync('/proc/self/ns/pid');
  } catch {
    return false;
  }
}
