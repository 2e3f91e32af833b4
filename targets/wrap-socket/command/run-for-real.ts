import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ProgramEnd, type Stage, Unobserved } from '../../../harness/stage.ts';
import { contractEnvironment } from '../../../harness/world/command/contract-environment.ts';
import { readTold, type ServerEnd, type Told, type WrapObservation } from '../observation.ts';
import type { WrapScenario } from '../scenario.ts';
import { Attendant, NoNamespace } from './attendant.ts';
import { RealWorld } from './real-world.ts';
import type { Users } from './users.ts';
import { Watcher } from './watcher.ts';
import { whoServes } from './who.ts';

const limitMs = 20_000;

/** Runs a server for real: a real folder, real peers of the scenario's users, a watcher from the first moment on. */
export async function runForReal(
  scenario: WrapScenario,
  stage: Stage,
): Promise<WrapObservation | Unobserved> {
  const who = whoServes(scenario);
  if (who.kind === 'impossible') return rejected(who.reason);
  const world = await RealWorld.build(scenario, stage.folder, who.users);
  const before = world.found();
  const watcher = new Watcher(world);
  const attendant = new Attendant(scenario, world, watcher);
  const [home, temporary] = ['home', 'tmp'].map(name => join(stage.folder, name));
  for (const folder of [home, temporary]) mkdirSync(folder ?? '', { mode: 0o755 });
  try {
    const ran = await stage.start({
      arguments: [world.folder, who.users.callerText(scenario)],
      environment: contractEnvironment(
        {},
        { home: home ?? '', temporary: temporary ?? '', path: stage.path },
      ),
      folder: stage.folder,
      umask: Number.parseInt(scenario.umask, 8),
      limitMs,
      ...(who.identity !== undefined && { identity: who.identity }),
      attend: running => attendant.attend(running),
    });
    const { ready, said, attempts, spun, endedEarly, descriptors } = attendant;
    return {
      seen: 'outside',
      ready,
      end: endOf(ran.end, attendant.wentOn),
      endedEarly,
      told: said.map(line => toldOf(line, who.users)),
      err: ran.err.text.split('\n').filter(line => line !== ''),
      moments: watcher.moments,
      attempts,
      spun,
      descriptors,
      before,
      after: world.found(),
      harm: world.harm(),
      meddled: false,
      calls: [],
    };
  } catch (error) {
    if (error instanceof NoNamespace)
      return rejected('a peer with pid 0 needs a server in a pid namespace of its own: containment');
    throw error;
  }
}

function toldOf(line: string, users: Users): Told {
  const told = readTold(line);
  return typeof told.uid === 'number' ? { ...told, uid: users.exchange(told.uid) } : told;
}

function rejected(reason: string): Unobserved {
  return new Unobserved({ kind: 'rejected', reason });
}

function endOf(end: ProgramEnd, wentOn: boolean): ServerEnd {
  if (wentOn || end.kind === 'timed-out') return { kind: 'goes-on' };
  if (end.kind === 'exited') return end;
  return { kind: 'died', reason: end.kind === 'killed' ? end.signal : end.kind };
}
