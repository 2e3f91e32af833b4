import { type ProgramSource, type Stage, type StartProgram, Unobserved } from '../../stage.ts';
import type { CommandContract, Implementation } from '../../target.ts';
import { canMount } from '../workspace/can-mount.ts';
import { openWorlds, type Worlds } from '../workspace/worlds.ts';
import { asFault } from './as-fault.ts';
import { type Ending, insteadOf } from './ends.ts';
import type { RealSettings } from './real-settings.ts';
import { mayGiveAway } from './rights.ts';
import { openStarter, type Starter } from './starter.ts';

/** A program, run as an implementation of a target: a world of its own for each scenario, the target's contract in it. */
export class CommandImplementation<S, O> implements Implementation<S, O>, AsyncDisposable {
  constructor(name: string, contract: CommandContract<S, O>, program: ProgramSource, settings: RealSettings) {
    this.name = name;
    this.#contract = contract;
    this.#program = program;
    this.#settings = settings;
  }

  readonly name: string;
  readonly #contract: CommandContract<S, O>;
  readonly #program: ProgramSource;
  readonly #settings: RealSettings;
  #opened: Promise<{ readonly worlds: Worlds; readonly starter: Starter }> | undefined;

  /** @throws HarnessFault whatever goes wrong: what is thrown here is never the program's doing */
  async run(scenario: S): Promise<O | Unobserved> {
    try {
      return await this.onStage(stage => this.#contract.run(scenario, stage));
    } catch (cause) {
      throw asFault(cause);
    }
  }

  /**
   * Gives a stage in a world of its own to whatever is to be run there, and takes both away afterwards. What a start
   * came to where that is no observation goes before what was observed.
   */
  async onStage<T>(act: (stage: Stage) => Promise<T | Unobserved>): Promise<T | Unobserved> {
    this.#opened ??= this.#open();
    const { worlds, starter } = await this.#opened;
    const endings: Ending[] = [];
    const world = worlds.next();
    const start: StartProgram = async given => {
      const ran = await starter.start(given);
      endings.push(ran);
      return ran;
    };
    try {
      const came = await act({
        folder: world.folder,
        fidelity: this.#settings.fidelity,
        ...(this.#settings.engine !== undefined && {
          engine: this.#settings.engine,
          program: this.#program,
        }),
        start,
        mountLimited: async (path, bytes) => world.mountLimited(path, bytes),
        privileged: mayGiveAway(),
        mounts: canMount(worlds.folder),
        path: this.#settings.path,
      });
      return came instanceof Unobserved ? came : (this.#instead(endings) ?? came);
    } finally {
      world.leave();
    }
  }

  #instead(endings: readonly Ending[]): Unobserved | undefined {
    for (const ending of endings) {
      const instead = insteadOf(ending, this.#contract.tellsHangs);
      if (instead !== undefined) return new Unobserved(instead);
    }
    return undefined;
  }

  async #open() {
    const worlds = openWorlds();
    return { worlds, starter: await openStarter(this.#program, this.#settings, worlds) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const opened = await this.#opened;
    this.#opened = undefined;
    await opened?.starter[Symbol.asyncDispose]();
    opened?.worlds[Symbol.dispose]();
  }
}
