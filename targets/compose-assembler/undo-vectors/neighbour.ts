import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Engine } from '../../../harness/stage.ts';
import { createContainer, removeContainer } from '../../../harness/world/engine/containers.ts';
import { EngineClient } from '../../../harness/world/engine/engine-client.ts';

/** A container of somebody else's on an engine, with the engine's socket at `/engine.sock`. */
export async function openNeighbour(engine: Engine): Promise<AsyncDisposable> {
  const client = new EngineClient(engine.socket);
  const spec = { Image: engine.image, HostConfig: { Binds: ['/run/docker.sock:/engine.sock'] } };
  const id = await createContainer(client, engine, { ...spec, Entrypoint: ['/bin/true'] }, 'other');
  if (typeof id !== 'string')
    throw new HarnessFault(`a container named "other" could not be made: ${id.refused}`, 'engine');
  return {
    async [Symbol.asyncDispose]() {
      await removeContainer(client, id);
      client[Symbol.dispose]();
    },
  };
}
