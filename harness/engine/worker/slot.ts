import type { Answer, Task } from './messages.ts';
import { type Lost, type PerformOptions, Worker } from './worker.ts';

/** A place for one worker: starts it when it is needed, and replaces it when it was lost. */
export class WorkerSlot implements AsyncDisposable {
  /** @param memoryMb heap of its worker, in MiB */
  constructor(memoryMb = 1_024) {
    this.#memoryMb = memoryMb;
  }

  readonly #memoryMb: number;
  #worker: Worker | undefined;

  async perform(task: Task, options: PerformOptions): Promise<Answer | Lost> {
    this.#worker ??= await Worker.start(this.#memoryMb);
    const outcome = await this.#worker.perform(task, options);
    if (outcome.kind === 'lost') await this[Symbol.asyncDispose]();
    return outcome;
  }

  /** Asks the worker to end its stretch soon. */
  stop(): void {
    this.#worker?.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.[Symbol.asyncDispose]();
  }
}
