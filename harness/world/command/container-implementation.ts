import { HarnessFault } from '../../harness-fault.ts';
import type { ContainerPlace, Engine, Unobserved } from '../../stage.ts';
import type { ContainerContract, Implementation } from '../../target.ts';
import { canMount } from '../workspace/can-mount.ts';
import { openWorlds, type Worlds } from '../workspace/worlds.ts';
import { asFault } from './as-fault.ts';
import type { RealSettings } from './real-settings.ts';
import { mayGiveAway } from './rights.ts';

type InProcess<S, O> = NonNullable<ContainerContract<S, O>['inProcess']>;

/** An implementation in process whose runs go on to the containers that come of them, each in a world of its own. */
export class ContainerImplementation<S, O> implements Implementation<S, O>, AsyncDisposable {
  constructor(implementation: Implementation<S, O>, run: InProcess<S, O>, settings: RealSettings) {
    this.name = implementation.name;
    this.#implementation = implementation;
    this.#run = run;
    this.#settings = settings;
  }

  readonly name: string;
  readonly #implementation: Implementation<S, O>;
  readonly #run: InProcess<S, O>;
  readonly #settings: RealSettings;
  #worlds: Worlds | undefined;

  /** @throws HarnessFault whatever goes wrong outside of the implementation */
  async run(scenario: S): Promise<O | Unobserved> {
    const { engine, path } = this.#settings;
    if (engine === undefined) throw new HarnessFault('there is no engine to start containers on', 'engine');
    this.#worlds ??= openWorlds();
    const world = this.#worlds.next();
    try {
      return await this.#run(scenario, this.#implementation, {
        ...this.#place(world.folder, engine, path),
        mountLimited: async (at, bytes) => world.mountLimited(at, bytes),
      });
    } catch (cause) {
      throw asFault(cause);
    } finally {
      world.leave();
    }
  }

  #place(folder: string, engine: Engine, path: readonly string[]): Omit<ContainerPlace, 'mountLimited'> {
    const privileged = mayGiveAway();
    return { folder, fidelity: 'container', engine, path, privileged, mounts: canMount(folder) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#worlds?.[Symbol.dispose]();
    this.#worlds = undefined;
  }
}
