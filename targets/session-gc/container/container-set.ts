import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Engine } from '../../../harness/stage.ts';
import {
  createContainer,
  removeContainer,
  startContainer,
  waitForContainer,
} from '../../../harness/world/engine/containers.ts';
import { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import { look } from '../../../harness/world/family/proc.ts';
import { CannotBuild } from '../../../harness/world/file-tree/build-tree.ts';
import type { ContainerState } from '../scenario.ts';

/** Names of containers, with the state that each is to be in. */
export type Wanted = ReadonlyMap<string, ContainerState>;

interface Told {
  readonly Names: readonly string[];
}

const labelName = 'seatrial.sweep';

/** The containers of one scenario on an engine: real ones, with the names that it gives. All are gone once it is disposed of. */
export class ContainerSet implements AsyncDisposable {
  /** @param id tells them from those of others */
  constructor(engine: Engine, id: string) {
    this.#engine = engine;
    this.#client = new EngineClient(engine.socket);
    this.label = `${labelName}=${id}`;
    this.#id = id;
  }

  /** What all of them are labelled with, and nothing else is. */
  readonly label: string;
  readonly #id: string;
  readonly #engine: Engine;
  readonly #client: EngineClient;
  readonly #there = new Map<string, string>();

  /**
   * Makes what is missing, and removes whoever is not wanted. Who is there stays in the state that it has.
   * @throws CannotBuild when the engine does not want one
   */
  async become(wanted: Wanted): Promise<void> {
    const gone = [...this.#there.keys()].filter(name => !wanted.has(name));
    const made = [...wanted].filter(([name]) => !this.#there.has(name));
    await settled([
      ...gone.map(name => this.remove(name)),
      ...made.map(([name, state]) => this.#make(name, state)),
    ]);
  }

  async remove(name: string): Promise<void> {
    const id = this.#there.get(name);
    if (id === undefined) return;
    await removeContainer(this.#client, id);
    this.#there.delete(name);
  }

  /**
   * Names of those that the engine has, in whatever state, by the engine's own word.
   * @throws HarnessFault `bad-world` when they are not those that were made
   */
  async names(): Promise<readonly string[]> {
    const filters = JSON.stringify({ label: [this.label] });
    const told = await this.#client.get<readonly Told[]>({
      path: '/containers/json',
      query: { all: true, filters },
    });
    const names = told.flatMap(({ Names }) => Names.map(name => name.replace(/^\//, ''))).sort();
    const made = [...this.#there.keys()].sort();
    if (names.join('\n') !== made.join('\n'))
      throw new HarnessFault(`the engine has ${names.join(' ')}, not ${made.join(' ')}`, 'bad-world');
    return names;
  }

  async #make(name: string, state: ContainerState): Promise<void> {
    const spec = {
      Image: this.#engine.image,
      Entrypoint: state === 'running' ? ['/bin/sleep', '1000'] : ['/bin/true'],
      Labels: { [labelName]: this.#id },
    };
    const id = await createContainer(this.#client, this.#engine, spec, name);
    if (typeof id !== 'string') throw new CannotBuild(`the engine has no room for it: ${id.refused}`);
    this.#there.set(name, id);
    if (state !== 'running' && state !== 'exited') return;
    const refused = await startContainer(this.#client, id);
    if (refused !== undefined)
      throw new HarnessFault(`a container did not start: ${refused.refused}`, 'engine');
    if (state === 'exited') await waitForContainer(this.#client, id);
  }

  /** What an engine of Seatrial's own had goes with it. */
  #died(): boolean {
    const { own, pid } = this.#engine;
    return own && pid !== undefined && look(pid) === undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      if (!this.#died()) await this.become(new Map());
    } finally {
      this.#client[Symbol.dispose]();
    }
  }
}

/** Waits for all, and fails only then: what goes on in the background is in nobody's hands. */
async function settled(works: readonly Promise<void>[]): Promise<void> {
  for (const { status, ...rest } of await Promise.allSettled(works))
    if (status === 'rejected' && 'reason' in rest) throw rest.reason;
}
