import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import { findProgram, systemPath } from '../../../harness/world/find-program.ts';
import { readStubCalls, type StubCallSeen } from '../../../harness/world/stub/write-stub.ts';
import type { OnEngine } from '../observation.ts';
import type { Call } from '../scenario.ts';
import { complaintAt, writeClient } from './client-script.ts';
import type { ContainerSet } from './container-set.ts';
import { type EngineSockets, type Meanwhile, openEngineSockets } from './engine-sockets.ts';
import { mannerOf } from './manner.ts';
import { wantedOf } from './wanted.ts';

/** A call of the real docker(1), as it was seen. */
export interface ClientCallSeen extends StubCallSeen {
  readonly inside: OnEngine;
}

/** The real docker(1) and its engine, in place for one sweep. */
export interface PlacedEngine extends AsyncDisposable {
  /** Its calls so far. */
  seen(): readonly ClientCallSeen[];
}

export interface EnginePlace {
  /** Path of the program that `DOCKER` names; its folder is there. */
  readonly path: string;
  /** A folder of its own, not there yet. */
  readonly backstage: string;
  /** Path of the engine's socket. */
  readonly engine: string;
  readonly set: ContainerSet;
  readonly watched?: string | undefined;
  /** What happens in the world when a session starts: commands, as words. */
  readonly starting?: (id: string) => readonly (readonly string[])[];
  readonly meanwhile?: Meanwhile | undefined;
}

/**
 * Makes the containers of the first call, and puts docker(1) in place with a way to the engine for each.
 * @throws HarnessFault `engine` where there is no docker(1)
 */
export async function placeEngine(
  calls: readonly [Call, ...Call[]],
  { path, backstage, engine, set, watched, starting = () => [], meanwhile }: EnginePlace,
): Promise<PlacedEngine> {
  const docker = findProgram('docker', systemPath);
  if (docker === undefined)
    throw new HarnessFault('docker(1) is needed. On Debian: apt-get install docker.io', 'engine');
  await set.become(wantedOf(calls[0]));
  mkdirSync(backstage);
  const sockets = join(backstage, 'engine');
  const acts = (call: Call, when: 'before' | 'after'): readonly (readonly string[])[] =>
    call.starts.filter(({ at }) => at === when).flatMap(({ id }) => starting(id));
  const clients = calls.map(call => {
    const manner = mannerOf(call);
    const killedBy = manner.how === 'holds' ? manner.killedBy : undefined;
    return { before: acts(call, 'before'), after: acts(call, 'after'), killedBy };
  });
  writeClient(clients, { path, docker, backstage, sockets, watched });
  const opened = await openEngineSockets(calls, { folder: sockets, engine, set, backstage, meanwhile });
  return {
    seen() {
      opened.check();
      return readStubCalls(backstage).map((call, nth) => seenOf(call, { nth, calls, opened, backstage }));
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

interface Where {
  readonly nth: number;
  readonly calls: readonly [Call, ...Call[]];
  readonly opened: EngineSockets;
  readonly backstage: string;
}

function seenOf(seen: StubCallSeen, { nth, calls, opened, backstage }: Where): ClientCallSeen {
  const plan = Math.min(nth, calls.length - 1);
  const manner = mannerOf(calls[plan] ?? calls[0]);
  const asked = opened.asked(plan + 1);
  const last = asked[Math.min(nth - plan, asked.length - 1)];
  const complaint = complaintAt(backstage, nth + 1);
  const outage = ((): OnEngine['outage'] => {
    if (manner.how === 'answers') return 'none';
    // Nobody gets so far as to ask.
    const atTheDoor = ['refuses', 'missing', 'unreadable'].includes(manner.how);
    return atTheDoor || last !== undefined ? 'fired' : 'unreached';
  })();
  return {
    ...seen,
    // It was ended while the engine said nothing.
    end: seen.end ?? (last !== undefined && !last.answered ? { how: 'hangs' } : undefined),
    inside: {
      containers: last?.containers,
      complaint: existsSync(complaint) ? readFileSync(complaint, 'utf8') : '',
      outage,
    },
  };
}
