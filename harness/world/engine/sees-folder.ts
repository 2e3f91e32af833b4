import { statSync } from 'node:fs';
import type { Engine } from '../../stage.ts';
import { createContainer, removeContainer } from './containers.ts';
import type { EngineClient } from './engine-client.ts';

/**
 * Whether an engine finds at a path the folder that this process finds there. One that came up before something was
 * mounted there may not, and somebody else's may live where other files are. Of that one nobody but itself can be asked:
 * whether there is anything.
 */
export async function seesFolder(client: EngineClient, engine: Engine, path: string): Promise<boolean> {
  const { pid, image } = engine;
  if (pid !== undefined) {
    const here = statSync(path);
    const there = statSync(`/proc/${pid}/root${path}`, { throwIfNoEntry: false });
    return there !== undefined && there.dev === here.dev && there.ino === here.ino;
  }
  // A mount of this form is refused where its source is missing, and never made.
  const mounts = [{ Type: 'bind', Source: path, Target: '/mnt' }];
  const made = await createContainer(client, engine, { Image: image, HostConfig: { Mounts: mounts } });
  if (typeof made !== 'string') return false;
  await removeContainer(client, made);
  return true;
}
