import { readFileSync, readlinkSync } from 'node:fs';
import type { Engine } from '../../../harness/stage.ts';
import { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import { namesIn } from './capability-names.ts';

/** What an engine's containers share with it, or may get of it at most. */
export interface EngineHost {
  /** What `/proc/PID/ns/NAME` of its own processes leads to, such as `pid:[4026531836]`. */
  readonly namespaces: Readonly<Record<string, string>>;
  /** Names of the capabilities that a container gets at most: those of its own bounding set that it knows. */
  readonly most: readonly string[];
  /** Namespaces that a container shares which says nothing: control groups with version 1 of them, users unless it maps them. */
  readonly sharedByAll: readonly string[];
}

const names = ['cgroup', 'ipc', 'net', 'pid', 'user', 'uts'];
/** Capabilities that an engine before 23 does not know: not even `privileged` gives them (run on 20.10.24). */
const addedLater = ['PERFMON', 'BPF', 'CHECKPOINT_RESTORE'];

function isOld(version: string): boolean {
  return Number.parseInt(version, 10) < 23;
}

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

async function look({ socket, pid: own, version }: Engine): Promise<EngineHost> {
  const pid = own ?? 'self';
  using client = new EngineClient(socket);
  const { CgroupVersion, SecurityOptions } = await client.get<{
    readonly CgroupVersion: string;
    readonly SecurityOptions: readonly string[];
  }>({ path: '/info' });
  const [, bounding = ''] = /^CapBnd:\s*(\S+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return {
    namespaces: Object.fromEntries(names.map(name => [name, readlinkSync(`/proc/${pid}/ns/${name}`)])),
    most: namesIn(bounding).filter(name => !(isOld(version) && addedLater.includes(name))),
    sharedByAll: [
      ...(CgroupVersion === '1' ? ['cgroup'] : []),
      ...(SecurityOptions.includes('name=userns') ? [] : ['user']),
    ],
  };
}
