import { peerGid, peerUid, type Step, type WrapScenario } from '../scenario.ts';
import type { Calls } from './calls.ts';
import type { DescriptorTable } from './descriptor-table.ts';
import type { ModelPeer } from './peer.ts';
import type { ModelWorld } from './world.ts';

const firstPid = 100;

/** Plays the steps of a scenario: the peers that come, and how many descriptors there are for them. */
export class Visitors {
  constructor(scenario: WrapScenario, world: ModelWorld, calls: Calls, table: DescriptorTable) {
    this.#scenario = scenario;
    this.#world = world;
    this.#calls = calls;
    this.#table = table;
  }

  readonly #scenario: WrapScenario;
  readonly #world: ModelWorld;
  readonly #calls: Calls;
  readonly #table: DescriptorTable;
  readonly peers: ModelPeer[] = [];
  #step = 0;
  #pid = firstPid;
  #lastRound = false;

  /** Does steps up to one that waits for the server. @returns false: there are none left */
  advance(): boolean {
    for (;;) {
      const step = this.#scenario.steps[this.#step];
      if (step === undefined) break;
      this.#step += 1;
      this.#do(step);
      if (step.do === 'connect' && step.settled) return true;
    }
    this.#table.feed();
    // Whoever still waits gets one more turn, with descriptors to spare.
    const more = !this.#lastRound;
    this.#lastRound = true;
    return more;
  }

  leave(): void {
    for (const peer of this.peers) peer.leave();
  }

  /** All steps that are left, one after the other: nobody serves any more. */
  comeInVain(): void {
    for (const step of this.#scenario.steps.slice(this.#step)) this.#do(step);
  }

  #do(step: Step): void {
    if (step.do === 'starve') this.#table.starve();
    else if (step.do === 'feed') this.#table.feed();
    else for (let nth = 0; nth < step.times; nth += 1) this.#connect(step);
  }

  #connect({ peer, socket, manner }: Extract<Step, { do: 'connect' }>): void {
    const file = `${socket}.sock`;
    const reached = this.#world.keptOut(peer, file) ?? 'connected';
    const left = manner === 'leaves' || manner === 'dies';
    const arrived: ModelPeer = {
      socket,
      pid: peer.outside ? 0 : this.#pid,
      uid: peerUid(this.#scenario, peer),
      gid: peerGid(this.#scenario, peer),
      reached,
      talks: manner === 'talks',
      left,
      hindered: this.#table.starved || this.#calls.acceptsNobody,
      untold: false,
      fate: 'waiting',
      leave: () => {},
    };
    // The number of a process that has gone is given to the next.
    if (!left && !peer.outside) this.#pid += 1;
    this.peers.push(arrived);
    if (reached === 'connected') this.#world.listenerAt(file)?.queue.push(arrived);
  }
}
