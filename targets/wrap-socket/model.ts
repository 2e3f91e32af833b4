import type { Implementation } from '../../harness/target.ts';
import { type Inject, inject, Stuck } from './model/calls.ts';
import { ModelMachine } from './model/machine.ts';
import type { ModelPeer } from './model/peer.ts';
import { type Attempt, readTold, type ServerEnd, type WrapObservation } from './observation.ts';
import type { Machine } from './reference/machine.ts';
import { socketDir, type WrapScenario } from './scenario.ts';

/** A server of the three sockets: what `wrap-socket` does with its arguments. @returns exit status */
export type Serve = (arguments_: readonly string[], machine: Machine) => Promise<number>;

function attemptOf({ socket, uid, pid, untold, hindered, reached, left, fate }: ModelPeer): Attempt {
  const seen = left ? 'left' : fate === 'closed' ? 'closed' : 'kept';
  return { socket, uid, outside: pid === 0, untold, hindered, reached, fate: seen };
}

async function endOf(serve: Serve, scenario: WrapScenario, machine: ModelMachine): Promise<ServerEnd> {
  try {
    return { kind: 'exited', status: await serve([socketDir, scenario.caller], machine) };
  } catch (error) {
    if (error instanceof Stuck) return { kind: 'goes-on' };
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { kind: 'died', reason: code };
  }
}

/**
 * Runs a server on a machine in memory, with the scenario's folder, peers, meddler and faults.
 * @param injecting something else than the working injector, to see that a broken one is noticed
 */
export function inModel(
  name: string,
  serve: Serve,
  injecting: Inject = inject,
): Implementation<WrapScenario, WrapObservation> {
  const run = async (scenario: WrapScenario): Promise<WrapObservation> => {
    const machine = new ModelMachine(scenario, injecting);
    const before = machine.world.found();
    const end = await endOf(serve, scenario, machine);
    const endedEarly = !machine.stopped;
    machine.abandon();
    const [first, ...rest] = machine.out;
    const ready = first === 'ready';
    return {
      seen: 'calls',
      ready,
      end,
      endedEarly,
      told: (ready ? rest : machine.out).map(readTold),
      err: machine.err,
      moments: machine.moments,
      attempts: machine.visitors.peers.map(attemptOf),
      spun: machine.spun,
      descriptors: machine.descriptors,
      before,
      after: machine.world.found(),
      harm: machine.world.harm(),
      meddled: machine.world.meddled,
      calls: machine.calls.records,
    };
  };
  return { name, run };
}
