import { existsSync } from 'node:fs';
import process from 'node:process';
import { Unobserved } from '../../harness/stage.ts';
import type { ContainerContract } from '../../harness/target.ts';
import { EngineClient } from '../../harness/world/engine/engine-client.ts';
import { seesFolder } from '../../harness/world/engine/sees-folder.ts';
import { runForReal } from './command/run-for-real.ts';
import { containedChild, python } from './container/contained-child.ts';
import { features } from './container/features.ts';
import type { Observation } from './observation.ts';
import type { Scenario } from './scenario.ts';

const user = 1000;

function whyNot(): string | undefined {
  return existsSync(python) ? undefined : `a descriptor is handed on by ${python}, which is not there`;
}

/** How a broker comes to its last word: its child lives in a container without a network. */
export const container: ContainerContract<Scenario, Observation> = {
  run: async (scenario, stage) => {
    const { engine, folder, privileged } = stage;
    const reject = (reason: string): Unobserved => new Unobserved({ kind: 'rejected', reason });
    const reason = whyNot();
    if (reason !== undefined) return reject(reason);
    using client = new EngineClient(engine.socket);
    if (!(await seesFolder(client, engine, folder))) return reject('the engine does not see the world');
    const ids = privileged
      ? { uid: user, gid: user }
      : { uid: process.getuid?.() ?? user, gid: process.getgid?.() ?? user };
    return runForReal(scenario, stage, ({ nth, port, up, project, shared, temporary }) =>
      containedChild({
        engine,
        name: `${nth}`,
        folder: project,
        shared,
        temporary,
        port: up ? port : 0,
        user: ids,
      }),
    );
  },
  features,
  blindTo: {
    'waits-for-the-channel':
      'a container ends with its first process, and with it whatever else of the child has descriptor 3',
  },
};
