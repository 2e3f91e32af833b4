import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import { type ContainerPlace, Unobserved } from '../../../harness/stage.ts';
import { contractEnvironment } from '../../../harness/world/command/contract-environment.ts';
import { findProgram, systemPath } from '../../../harness/world/find-program.ts';
import { identityFacts } from '../../../harness/world/identity/identity-facts.ts';
import { identityWords } from '../../../harness/world/identity/identity-words.ts';
import { cachePlace, homeFolder, projectFolder, temporaryFolder } from '../command/cache-place.ts';
import { buildWorld, type RealWorld } from '../command/real-world.ts';
import { argumentsOf, type PostureScenario } from '../scenario.ts';
import { cacheMounts } from './cache-mounts.ts';
import type { DockerRun, Mount } from './docker-run.ts';
import { type Given, given } from './given.ts';
import type { Inside } from './inside.ts';
import { insideWords } from './inside-script.ts';
import { plainest, planRun } from './plan-run.ts';
import type { Seen } from './read-inside.ts';
import { programMounts } from './system-mounts.ts';

/** A container that can be made. */
export interface Prepared {
  readonly run: DockerRun;
  /** Words of its first process. */
  readonly words: readonly string[];
  readonly world: RealWorld;
  /** What `--cert-cache` is given inside, if anything. */
  readonly cacheArgument: string | null;
  /** What is told of a start of it. */
  inside(seen: Seen): Inside;
}

/**
 * Plans the container of a scenario and builds its world in a folder of the place that does not exist yet.
 * @param program words of the program; empty: nothing but the probe is run
 */
export function prepare(
  scenario: PostureScenario,
  { folder, path }: Pick<ContainerPlace, 'folder' | 'path'>,
  name: string,
  program: readonly string[],
): Prepared | Unobserved {
  const facts = identityFacts();
  const planned = planRun(scenario, facts);
  if ('reason' in planned) return rejected(planned.reason);
  const { boot, started, becomes } = planned;
  const made = programMounts(program, path);
  if ('reason' in made) return rejected(made.reason);
  const root = join(folder, name);
  const { mounts, reason } = cacheMounts(root, scenario, scenario.container ?? plainest);
  if (reason !== undefined) return rejected(reason);
  const clash = made.find(({ to }) => mounts.some(mount => mount.to === to));
  if (clash !== undefined)
    return rejected(`a world has its own ${clash.to}: put the program into a folder of its own`);
  const built = buildWorld(root, scenario, boot);
  if ('reason' in built) return rejected(built.reason);
  for (const { to } of made) makePoint(to, mounts);

  const cacheArgument = inContainer(built.world);
  const [first = '', ...rest] = program;
  const named = nameFor(boot.processName, program.length > 0 ? first : cat, join(folder, `${name}-names`));
  const arguments_ = argumentsOf({ ...scenario, certCache: cacheArgument });
  const words = program.length === 0 ? [] : [named.path, ...rest, ...arguments_];
  const environment = contractEnvironment(scenario.environment, {
    home: homeFolder,
    temporary: temporaryFolder,
    path,
  });
  const run: DockerRun = {
    ...started,
    environment,
    folder: projectFolder,
    mounts: [...mounts, ...made, ...named.mounts],
    entrypoint: becomes === undefined ? [] : absolute(identityWords(becomes)),
  };
  const gives: Given = given(run, becomes, facts);
  return {
    run,
    words: insideWords({
      entrypoint: run.entrypoint,
      reader: program.length === 0 ? named.path : cat,
      cache: placeOf(cacheArgument),
      program: words,
    }),
    world: built.world,
    cacheArgument,
    inside({ status: _, ...seen }) {
      const mounted = run.mounts.map(
        (mount): Mount => ({ ...mount, from: mount.from.replace(root, 'WORLD') }),
      );
      return {
        run: { ...run, mounts: mounted },
        program: words,
        given: gives,
        seen: asAsked(seen, environment),
      };
    },
  };
}

const cat = '/usr/bin/cat';
const namesFolder = '/seatrial';

function rejected(reason: string): Unobserved {
  return new Unobserved({ kind: 'rejected', reason });
}

/** A name in a container that leads to a program. */
function nameFor(name: string | undefined, program: string, folder: string) {
  if (name === undefined) return { path: program, mounts: [] };
  mkdirSync(folder);
  symlinkSync(program, join(folder, name));
  const mount: Mount = { from: folder, to: namesFolder, readOnly: true };
  return { path: `${namesFolder}/${name}`, mounts: [mount] };
}

/** The engine would make a point to mount at by itself, in the world. */
function makePoint(to: string, mounts: readonly Mount[]): void {
  const around = mounts.find(mount => to.startsWith(`${mount.to}/`));
  if (around !== undefined) mkdirSync(join(around.from, to.slice(around.to.length)), { recursive: true });
}

/** The path of the cache as it is inside, where the world is mounted at its places. */
function inContainer({ root, cacheArgument }: RealWorld): string | null {
  return cacheArgument?.startsWith(`${root}/`) ? cacheArgument.slice(root.length) : cacheArgument;
}

/** Where the entry of the cache is; a name too long for a place is one all the same. */
function placeOf(cacheArgument: string | null): string {
  return cacheArgument ? (cachePlace(cacheArgument) ?? cacheArgument) : '';
}

/** The entrypoint by its path: which PATH it would be looked for in, is the scenario's to say. */
function absolute([program, ...rest]: readonly [string, ...string[]]): readonly string[] {
  const found = findProgram(program, systemPath);
  if (found === undefined) throw new HarnessFault(`${program} is not there any more`, 'bad-world');
  return [found, ...rest];
}

/** Docker names the container in a variable, by another name each time. */
function asAsked(seen: Omit<Seen, 'status'>, asked: Readonly<Record<string, string>>): Omit<Seen, 'status'> {
  const { HOSTNAME: host, ...others } = seen.environment;
  const isAsked = host === undefined || asked['HOSTNAME'] !== undefined;
  return { ...seen, environment: isAsked ? seen.environment : others };
}
