import { readFileSync, readlinkSync } from 'node:fs';
import type { CapabilityMask, Engine } from '../../../harness/stage.ts';
import { EngineClient } from '../../../harness/world/engine/engine-client.ts';

/** What an engine's containers share with it, or may get of it at most. */
export interface EngineHost {
  /** What `/proc/PID/ns/NAME` of its own processes leads to, such as `pid:[4026531836]`. */
  readonly namespaces: Readonly<Record<string, string>>;
  /** Its own bounding set: no container gets more. */
  readonly bounding: CapabilityMask;
  /** Whether a container that says nothing shares the engine's control groups: so it is with version 1 of them. */
  readonly sharesCgroups: boolean;
}

const names = ['cgroup', 'ipc', 'net', 'pid', 'user', 'uts'];
const known = new Map<string, Promise<EngineHost>>();

/**
 * Looks at an engine's own process. Somebody else's, whose process is not known, is taken to live where this one does.
 * @throws HarnessFault `engine` when it does not answer
 */
export function engineHost(engine: Engine): Promise<EngineHost> {
  const found = known.get(engine.socket) ?? look(engine);
  known.set(engine.socket, found);
  return found;
}

async function look({ socket, pid: own }: Engine): Promise<EngineHost> {
  const pid = own ?? 'self';
  using client = new EngineClient(socket);
  const { CgroupVersion } = await client.get<{ readonly CgroupVersion: string }>({ path: '/info' });
  const [, bounding = ''] = /^CapBnd:\s*(\S+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return {
    namespaces: Object.fromEntries(names.map(name => [name, readlinkSync(`/proc/${pid}/ns/${name}`)])),
    bounding,
    sharesCgroups: CgroupVersion === '1',
  };
}
