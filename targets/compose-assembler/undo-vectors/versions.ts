import { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import type { Bench } from './bench.ts';
import type { Versions } from './document.ts';

/** Asks a bench what it is. */
export async function versionsOf({ engine, compose }: Bench): Promise<Versions> {
  using client = new EngineClient(engine.socket);
  const [{ Components, KernelVersion }, { CgroupVersion }] = await Promise.all([
    client.get<{
      readonly KernelVersion: string;
      readonly Components: readonly { readonly Name: string; readonly Version: string }[];
    }>({ path: '/version' }),
    client.get<{ readonly CgroupVersion: string }>({ path: '/info' }),
  ]);
  return {
    docker: engine.version,
    compose: compose.version,
    runc: Components.find(({ Name }) => Name === 'runc')?.Version ?? 'unknown',
    kernel: KernelVersion,
    cgroup: CgroupVersion,
  };
}
