import { join } from 'node:path';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import { type Stage, type TracedCall, Unobserved } from '../../../harness/stage.ts';
import { contractEnvironment } from '../../../harness/world/command/contract-environment.ts';
import { openedFurther } from '../looser.ts';
import type { Boot, PostureObservation } from '../observation.ts';
import { argumentsOf, type PostureScenario } from '../scenario.ts';
import { homeFolder, temporaryFolder } from './cache-place.ts';
import { changesOf, lookAtDisk } from './disk-state.ts';
import { readBoot } from './read-boot.ts';
import { callsThatFail, injectionsOf, planBoot, type RealBoot } from './real-machine.ts';
import { buildWorld, type RealWorld } from './real-world.ts';

/** A scenario whose world is there. */
interface Ready {
  readonly scenario: PostureScenario;
  readonly boot: RealBoot;
  readonly world: RealWorld;
}

/** What one start came to. */
interface Started {
  readonly boot: Boot;
  /** The planned faults at system calls that it came to: all of them. */
  readonly reached: readonly ('status' | 'cache')[];
}

/**
 * Boots a program in the world of a scenario, as whom the scenario says, and then again: there, or in a world that is
 * opened further. What can't be done for real is rejected before anything is started.
 */
export async function runForReal(
  scenario: PostureScenario,
  stage: Stage,
): Promise<PostureObservation | Unobserved> {
  const further = openedFurther(scenario);
  const ready = prepare(scenario, stage, 'first');
  if (ready instanceof Unobserved) return ready;
  const other = further === null ? ready : prepare(further, stage, 'looser');
  if (other instanceof Unobserved) return other;

  const own = [homeFolder, temporaryFolder];
  const before = lookAtDisk(ready.world.root, own);
  const first = await start(ready, stage);
  if (first instanceof Unobserved) return first;
  const changes = changesOf(before, lookAtDisk(ready.world.root, own));
  const second = await start(other, stage);
  if (second instanceof Unobserved) return second;

  const isNamed = [first, second].some(({ boot }) => boot.failures.length > 0);
  return {
    first: first.boot,
    seen: 'outside',
    told: isNamed ? 'sentinels' : 'exit only',
    ...faultsSeen(ready, first.reached),
    changes,
    second: { on: further === null ? 'same' : 'looser', ...second.boot },
  };
}

function prepare(scenario: PostureScenario, stage: Stage, name: string): Ready | Unobserved {
  const boot = planBoot(scenario, stage);
  if ('reason' in boot) return new Unobserved({ kind: 'rejected', reason: boot.reason });
  const built = buildWorld(join(stage.folder, name), scenario, boot);
  if ('reason' in built) return new Unobserved({ kind: 'rejected', reason: built.reason });
  return { scenario, boot, world: built.world };
}

async function start({ scenario, boot, world }: Ready, stage: Stage): Promise<Started | Unobserved> {
  const { root, project, home, temporary, cacheArgument } = world;
  const injections = injectionsOf(boot, pathsOf(world));
  const ran = await stage.start({
    arguments: argumentsOf({ ...scenario, certCache: cacheArgument }),
    environment: contractEnvironment(scenario.environment, { home, temporary, path: stage.path }),
    folder: project,
    ...(boot.identity !== undefined && { identity: boot.identity }),
    ...(boot.processName !== undefined && { processName: boot.processName }),
    ...(injections.length > 0 && { trace: { injections } }),
  });
  const asNamed = (text: string): string =>
    (cacheArgument ? text.replaceAll(cacheArgument, scenario.certCache ?? '') : text).replaceAll(root, '');
  const read = readBoot(ran, asNamed);
  if (read instanceof Unobserved) return read;
  for (const { fault } of boot.injected) {
    if (!cameTo(fault, world, ran.calls))
      return new Unobserved({ kind: 'rejected', reason: `the program never came to the fault: ${fault}` });
  }
  return { boot: read, reached: boot.injected.map(({ fault }) => fault) };
}

const statusNames = ['/proc/self/status', '/proc/thread-self/status'];

function pathsOf({ cacheNames }: RealWorld) {
  return { status: statusNames, cache: cacheNames };
}

/**
 * Whether a program came to the calls that were to fail.
 * @throws HarnessFault `broken-injector` when it did and one of them was let through
 */
function cameTo(fault: 'status' | 'cache', world: RealWorld, calls: readonly TracedCall[]): boolean {
  const names = pathsOf(world)[fault].map(name => JSON.stringify(name));
  const failing = callsThatFail(fault);
  const reached = calls.filter(
    ({ call, arguments: given }) =>
      failing.includes(call) && given.some(argument => names.includes(argument)),
  );
  const missed = reached.find(({ injected }) => !injected);
  if (missed !== undefined)
    throw new HarnessFault(
      `planned, reached and did not fire: ${fault} at ${missed.text}`,
      'broken-injector',
    );
  return reached.length > 0;
}

/** The planned faults that the first boot ran into, and the calls that came to them. */
function faultsSeen(
  { scenario, boot }: Ready,
  reached: readonly ('status' | 'cache')[],
): Pick<PostureObservation, 'calls' | 'fired'> {
  // A fault that the world itself has was seen to be there when it was built.
  const isInWorld = boot.cacheFault !== undefined && boot.cacheFault !== 'injected';
  return {
    calls: reached.map(fault => (fault === 'status' ? 'read-status' : `lstat ${scenario.certCache}`)),
    fired: isInWorld ? [...reached, 'cache'] : reached,
  };
}
