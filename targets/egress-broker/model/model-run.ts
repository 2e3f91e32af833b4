import type { AskSeen, Observation } from '../observation.ts';
import type { Broker } from '../reference/broker.ts';
import type { Action, Reply, Scenario } from '../scenario.ts';
import { cutText, type Prepared, prepare } from '../wire/prepare.ts';
import type { ClientStream } from './client-stream.ts';
import { signalNumber } from './model-child.ts';
import { ModelStart } from './model-start.ts';
import { ModelUpstream, modelOrigin } from './model-upstream.ts';
import { Pulse } from './pulse.ts';
import { VirtualClock } from './virtual-clock.ts';

/** How long a child that has nothing more to do waits for replies. */
const patienceMs = 3_000;

/** One run of a scenario in memory. */
export class ModelRun {
  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.upstream = new ModelUpstream({
      pulse: this.pulse,
      clock: this.clock,
      up: scenario.upstream === 'up',
      replies: id => this.#replies.get(id),
    });
  }

  readonly scenario: Scenario;
  readonly pulse = new Pulse();
  readonly clock = new VirtualClock(this.pulse);
  readonly upstream: ModelUpstream;
  readonly streams: ClientStream[] = [];
  readonly #replies = new Map<string, Reply>();
  readonly #asks: AskSeen[] = [];
  readonly #come = new Set<number>();
  #ids = 0;
  /** Number of pairs that were made, or were to be. */
  pairs = 0;

  get faultsCome(): number {
    return this.#come.size;
  }

  /** What is to go wrong with the next pair. */
  nextPair(): Scenario['faults'][number]['kind'] | undefined {
    this.pairs += 1;
    const at = this.scenario.faults.findIndex(({ nth }) => nth === this.pairs);
    if (at >= 0) this.#come.add(at);
    return this.scenario.faults[at]?.kind;
  }

  async observe(subject: Broker): Promise<Observation> {
    const starts = [await this.#begin(subject, 0)];
    let current = starts[0] as ModelStart;
    for (const [at, action] of this.scenario.actions.entries()) {
      if (action.do === 'restart') {
        if (current.runs) await current.end({ kind: 'exited', status: 0 });
        current = await this.#begin(subject, starts.length);
        starts.push(current);
      } else if (current.runs) {
        await this.#act(current, action, at);
      }
    }
    if (current.runs) {
      await this.clock.pass(patienceMs);
      await current.end({ kind: 'exited', status: 0 }, true);
    }
    return {
      seen: 'model',
      starts: starts.map(({ seen }) => seen),
      asks: this.#asks,
      streams: this.streams.map(({ seen }) => seen),
      connections: this.upstream.seen,
      authority: modelOrigin.authority,
      pairFaults: this.scenario.faults.map(({ nth }, at) => {
        if (this.#come.has(at)) return 'fired';
        return this.pairs < nth ? 'unreached' : 'missed';
      }),
    };
  }

  async #begin(subject: Broker, nth: number): Promise<ModelStart> {
    const start = new ModelStart(this, nth);
    await start.begin(subject);
    return start;
  }

  async #act(start: ModelStart, action: Exclude<Action, { do: 'restart' }>, at: number): Promise<void> {
    switch (action.do) {
      case 'ask':
        this.#asks.push({ ...(await start.ask(action.record, 1, { reads: true, keep: true })), action: at });
        return;
      case 'flood': {
        const { record, times, reads, keeps: keep = false } = action;
        this.#asks.push({ ...(await start.ask(record, times, { reads, keep })), action: at });
        return;
      }
      case 'wait':
        await this.clock.pass(action.ms);
        return;
      case 'close-channel':
        start.closeChannel();
        break;
      case 'fork':
        start.fork();
        break;
      case 'stop':
        await start.tellToStop(action.ignored);
        return;
      case 'exit':
        await start.end({ kind: 'exited', status: action.status });
        return;
      case 'die':
        await start.end({ kind: 'killed', signal: signalNumber(action.signal) });
        return;
      default: {
        const { streams } = start;
        const stream = streams[action.stream % Math.max(1, streams.length)];
        if (stream === undefined) return;
        if (action.do === 'send') this.#send(stream, action, at);
        else if (action.do === 'close') start.close(stream);
        else stream.reads(action.do === 'read-again', this.clock.now);
      }
    }
    await this.pulse.settle();
  }

  #send(stream: ClientStream, action: Extract<Action, { do: 'send' }>, at: number): void {
    const prepared: Prepared[] = action.requests.map((request, nth) => {
      this.#ids += 1;
      return prepare(request, { action: at, nth, id: `r${this.#ids}` });
    });
    for (const { id, reply } of prepared) this.#replies.set(id, reply);
    const { text, sent } = cutText(prepared, action.permille);
    stream.send(text, sent, this.clock.now);
  }
}
