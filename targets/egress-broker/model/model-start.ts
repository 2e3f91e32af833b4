import type { AskSeen, ProcessSeen, StartSeen, StopSeen } from '../observation.ts';
import type { Broker, Request } from '../reference/broker.ts';
import type { ChildStart, Seams } from '../reference/seams.ts';
import type { ControlRecord } from '../scenario.ts';
import type { ClientStream } from './client-stream.ts';
import { DescriptorTable } from './descriptor-table.ts';
import { keyFile, keyFileOf, ownEnvironment } from './key-file.ts';
import { type Answer, ModelChannel } from './model-channel.ts';
import { ModelChild } from './model-child.ts';
import { ModelPairs } from './model-pairs.ts';
import type { ModelRun } from './model-run.ts';
import { modelOrigin } from './model-upstream.ts';
import { receivedRecord } from './received-record.ts';

/** So long a broker may go on without a child. */
const hangMs = 120_000;

/** One start of a broker in the model. */
export class ModelStart {
  constructor(run: ModelRun, nth: number) {
    this.#run = run;
    this.#nth = nth;
    this.key = run.scenario.keys[nth % 2] ?? '';
    this.#pairs = new ModelPairs(run, nth, this.#table);
    this.#channel = new ModelChannel(run.pulse, {
      pass: peer => this.#pairs.pass(peer),
      closed: () => this.#table.close(this.#ownChannel),
    });
    this.#child = new ModelChild(() => this.#childGone());
  }

  readonly key: string;
  readonly #run: ModelRun;
  readonly #nth: number;
  readonly #table = new DescriptorTable();
  readonly #pairs: ModelPairs;
  readonly #channel: ModelChannel;
  readonly #child: ModelChild;
  readonly #processes: ProcessSeen[] = [];
  readonly #log: string[] = [];
  readonly #timers = new Set<object>();
  #ownChannel = -1;
  #channelHolders = 0;
  /** Whether the child has its end of the channel open. */
  #holdsChannel = true;
  #spawned = false;
  #forked = false;
  #hidden = false;
  #readable: boolean | undefined;
  #told: (() => void) | undefined;
  #status: number | undefined;
  #stop: StopSeen | undefined;
  #finished = false;
  #hungMs: number | undefined;

  /** Whether the child is there to do something. */
  get runs(): boolean {
    const over = this.#stop !== undefined || this.#child.status !== undefined || this.#status !== undefined;
    return this.#spawned && !over;
  }

  async begin(subject: Broker): Promise<void> {
    const request: Request = { upstream: modelOrigin, keyFile, child: ['client', 'run'] };
    void subject(request, this.#seams()).then(status => {
      this.#status = status;
      this.#run.pulse.beat();
    });
    await this.#run.pulse.settle();
  }

  #seams(): Seams {
    const { pulse, clock, scenario, upstream } = this.#run;
    return {
      unsupported: scenario.platform === 'bare' ? 'it can pass no descriptors' : undefined,
      hideMemory: () => {
        this.#hidden = true;
      },
      readKey: async () => {
        this.#readable = !this.#hidden;
        return keyFileOf(scenario, this.key);
      },
      environment: ownEnvironment(scenario, this.key),
      openChannel: () => {
        this.#ownChannel = this.#table.open();
        this.#channelHolders += 1;
        return { channel: this.#channel, peer: this.#table.open(() => this.#releaseChannel()) };
      },
      openPair: () => this.#pairs.open(),
      closeDescriptor: descriptor => this.#table.close(descriptor),
      spawn: start => this.#spawn(start),
      connect: to => upstream.connect(this.#nth, to),
      after: (ms, act) => {
        const timer = {};
        this.#timers.add(timer);
        const callOff = clock.after(ms, () => {
          this.#timers.delete(timer);
          act();
        });
        return () => {
          this.#timers.delete(timer);
          callOff();
        };
      },
      onStop: act => {
        this.#told = act;
        return () => {
          this.#told = undefined;
        };
      },
      say: line => {
        pulse.beat();
        this.#log.push(line);
      },
    };
  }

  #spawn({ words, environment }: ChildStart): ModelChild {
    this.#spawned = true;
    this.#channelHolders += 1;
    this.#processes.push({ environment, arguments: words });
    return this.#child;
  }

  #releaseChannel(): void {
    this.#channelHolders -= 1;
    if (this.#channelHolders === 0) this.#channel.hangUp();
  }

  #childGone(): void {
    if (this.#forked) return;
    if (this.#holdsChannel) this.#releaseChannel();
    this.#pairs.letGo();
  }

  /** Sends equal records, and reads the answers: after every few, or when all are sent. */
  async ask(
    record: ControlRecord,
    times: number,
    { reads, keep }: { readonly reads: boolean; readonly keep: boolean },
  ): Promise<Omit<AskSeen, 'action'>> {
    const run = this.#run;
    const [pairs, faults, open] = [run.pairs, run.faultsCome, this.#holdsChannel];
    const streams = this.#pairs.held.length;
    const answers: Answer[] = [];
    const read = async (): Promise<void> => {
      for (;;) {
        await run.pulse.settle();
        const came = this.#channel.read();
        if (came.length === 0) return;
        answers.push(...came);
        for (const { descriptor } of came) this.#pairs.take(descriptor, keep);
      }
    };
    for (let nth = 0; nth < times; nth++) {
      if (this.#holdsChannel) this.#channel.send(receivedRecord(record, () => this.#table.open()));
      if (reads && nth % 8 === 7) await read();
    }
    await read();
    const granted = answers.filter(({ byte, descriptor }) => byte === 0 && descriptor !== undefined).length;
    const refused = answers.filter(
      ({ byte, descriptor }) => byte === 0xff && descriptor === undefined,
    ).length;
    return {
      start: this.#nth,
      record,
      times,
      granted,
      refused,
      otherwise: answers.length - granted - refused,
      pairs: run.pairs - pairs,
      faults: run.faultsCome - faults,
      open,
      streams,
      held: undefined,
    };
  }

  close(stream: ClientStream): void {
    this.#pairs.close(stream, !this.#forked);
  }

  /** Streams that the child has open. */
  get streams(): readonly ClientStream[] {
    return this.#pairs.held;
  }

  closeChannel(): void {
    if (this.#holdsChannel && !this.#forked) this.#releaseChannel();
    this.#holdsChannel = false;
  }

  fork(): void {
    if (this.#forked) return;
    this.#forked = true;
    const [child] = this.#processes;
    if (child !== undefined) this.#processes.push(child);
  }

  async tellToStop(ignored: boolean): Promise<void> {
    const { pulse, upstream } = this.#run;
    this.#child.stubborn = ignored;
    this.#pairs.done();
    this.#told?.();
    await pulse.settle();
    this.#stop = { connections: upstream.open, streams: this.#pairs.served };
    await this.#over(10_000);
  }

  async end(how: Parameters<ModelChild['end']>[0], finished = false): Promise<void> {
    this.#finished = finished;
    this.#pairs.done();
    this.#child.end(how);
    await this.#over(hangMs);
  }

  async #over(ms: number): Promise<void> {
    const { pulse, clock } = this.#run;
    await pulse.settle();
    for (let passed = 0; this.#status === undefined && passed < ms; passed += 1000) await clock.pass(1000);
    if (this.#status === undefined) this.#hungMs = ms;
  }

  get seen(): StartSeen {
    return {
      key: this.key,
      end:
        this.#status === undefined || this.#hungMs !== undefined
          ? { kind: 'hung', afterMs: this.#hungMs ?? 0 }
          : { kind: 'exited', status: this.#status },
      childStatus: this.#child.status,
      log: this.#log.join('\n'),
      processes: this.#processes,
      inherited: undefined,
      readable: this.#spawned ? this.#readable : undefined,
      stop: this.#stop,
      finished: this.#finished,
      left:
        this.#status === undefined
          ? undefined
          : {
              descriptors: this.#table.size,
              timers: this.#timers.size,
              connections: this.#run.upstream.open,
              closedTwice: this.#table.closedTwice,
            },
    };
  }
}
