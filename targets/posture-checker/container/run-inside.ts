import { type ContainerStage, Unobserved } from '../../../harness/stage.ts';
import { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import { identityFacts } from '../../../harness/world/identity/identity-facts.ts';
import { homeFolder, temporaryFolder } from '../command/cache-place.ts';
import { changesOf, lookAtDisk } from '../command/disk-state.ts';
import { readBoot } from '../command/read-boot.ts';
import { openedFurther } from '../looser.ts';
import type { Boot, PostureObservation } from '../observation.ts';
import type { PostureScenario } from '../scenario.ts';
import { type Booting, withContainer } from './boot-container.ts';
import type { Inside } from './inside.ts';
import { type Prepared, prepare } from './prepare.ts';
import { whyOther } from './why-other.ts';

interface Started {
  readonly boot: Boot;
  readonly inside: Inside;
}

/**
 * Boots a program in a container that is what the scenario says, and then again: in the same container, started once
 * more, or in another one that is opened further.
 */
export async function runInside(
  scenario: PostureScenario,
  stage: ContainerStage,
): Promise<PostureObservation | Unobserved> {
  const { program, engine } = stage;
  if (program?.kind !== 'cmd')
    return new Unobserved({ kind: 'rejected', reason: 'a program that is kept open is in no container' });
  const further = openedFurther(scenario);
  const ready = prepare(scenario, stage, 'first', program.words);
  if (ready instanceof Unobserved) return ready;
  const other = further === null ? ready : prepare(further, stage, 'looser', program.words);
  if (other instanceof Unobserved) return other;
  using client = new EngineClient(engine.socket);

  return await withContainer(client, engine, ready.run, ready.words, async container => {
    const own = [homeFolder, temporaryFolder];
    const before = lookAtDisk(ready.world.root, own);
    const first = await start(container, scenario, ready);
    if (first instanceof Unobserved) return first;
    const changes = changesOf(before, lookAtDisk(ready.world.root, own));
    const second =
      further === null
        ? await start(container, scenario, ready)
        : await withContainer(client, engine, other.run, other.words, looser =>
            start(looser, further, other),
          );
    if (second instanceof Unobserved) return second;
    const isNamed = [first, second].some(({ boot }) => boot.failures.length > 0);
    const faulty = Boolean(scenario.certCache) && scenario.cacheEntry.kind === 'fault';
    return {
      first: first.boot,
      seen: 'outside',
      told: isNamed ? 'sentinels' : 'exit only',
      calls: [],
      // A fault that the world itself has was seen to be there when it was built, and inside.
      fired: faulty ? ['cache'] : [],
      changes,
      second: { on: further === null ? 'same' : 'looser', ...second.boot },
      inside: [first.inside, second.inside],
    } satisfies PostureObservation;
  });
}

async function start(
  container: Booting,
  scenario: PostureScenario,
  { cacheArgument, inside }: Prepared,
): Promise<Started | Unobserved> {
  const booted = await container.boot();
  if (booted.kind === 'none') return new Unobserved(booted.instead);
  const reason = whyOther(scenario, booted.seen, identityFacts());
  if (reason !== undefined) return new Unobserved({ kind: 'rejected', reason });
  const asNamed = (text: string): string =>
    cacheArgument ? text.replaceAll(cacheArgument, scenario.certCache ?? '') : text;
  const { ran, seen } = booted;
  const missing = ran.end.kind === 'exited' && notStarted(ran.end.status, ran.err.text);
  if (missing) return new Unobserved({ kind: 'rejected', reason: missing });
  const boot = readBoot(ran, asNamed);
  return boot instanceof Unobserved ? boot : { boot, inside: inside(seen) };
}

/** env(1), which becomes the program, ends with these when it can't. */
function notStarted(status: number, told: string): string | undefined {
  if (status !== 126 && status !== 127) return undefined;
  const said = /^\/usr\/bin\/env: (.*)$/m.exec(told)?.[1];
  return said && `the program can not be started inside: ${said}`;
}
