import { resolve } from 'node:path';
import { execa } from 'execa';
import { HarnessFault } from '../../harness-fault.ts';
import { composePlaces } from '../machine/compose-places.ts';
import { withoutCaller } from './isolation.ts';

/** 1: the Python program, 1.29.2 the last; 2: the Go program, which this project compares with as of 2.26.1. */
export type Generation = 1 | 2;

/** A real Compose that answered when it was asked for its version. */
export interface Compose {
  /** The program and what comes before its own arguments: `docker-compose`, or `docker compose`. */
  readonly words: readonly [string, ...string[]];
  readonly generation: Generation;
  /** As it says itself: "2.26.1-4". */
  readonly version: string;
}

type Words = Compose['words'];

/**
 * A real Compose of one generation: the one that SEATRIAL_COMPOSE names, the one that `scripts/fetch-compose` fetched,
 * `docker-compose` or `docker compose` in PATH; the first that is of that generation. Undefined where there is none.
 * @param caller the environment of the harness, whose SEATRIAL_COMPOSE and PATH are read
 * @throws HarnessFault `bad-world` when SEATRIAL_COMPOSE names a program that is no Compose
 */
export async function findCompose(
  generation: Generation,
  caller: NodeJS.ProcessEnv = process.env,
): Promise<Compose | undefined> {
  return firstThat(compose => compose.generation === generation, caller);
}

/** The same for one release, whoever packaged it: what another makes of the same files may differ. */
export async function findRelease(
  release: '1.29.2' | '2.26.1',
  caller: NodeJS.ProcessEnv = process.env,
): Promise<Compose | undefined> {
  return firstThat(({ version }) => version === release || version.startsWith(`${release}-`), caller);
}

async function firstThat(
  fits: (compose: Compose) => boolean,
  caller: NodeJS.ProcessEnv,
): Promise<Compose | undefined> {
  const named = caller['SEATRIAL_COMPOSE'];
  if (named !== undefined && named !== '') {
    const compose = await askVersion([resolve(named)]);
    if (compose === undefined)
      throw new HarnessFault(`SEATRIAL_COMPOSE: "${named}" does not answer as Compose does`, 'bad-world');
    if (fits(compose)) return compose;
  }
  for (const words of composePlaces(caller['PATH'] ?? '')) {
    const compose = await askVersion(words);
    if (compose !== undefined && fits(compose)) return compose;
  }
  return undefined;
}

/** Asks a program for its version. */
async function askVersion(words: Words): Promise<Compose | undefined> {
  const [program, ...before] = words;
  const { exitCode, stdout } = await execa(program, [...before, 'version', '--short'], {
    ...withoutCaller(),
    reject: false,
    timeout: 20_000,
  });
  const [, version, major] = /^v?((\d+)\.\S+)$/m.exec(stdout) ?? [];
  if (exitCode !== 0 || version === undefined) return undefined;
  // Compose 5 is what came after 2; it is 2's program under another number.
  return { words, version, generation: Number(major) === 1 ? 1 : 2 };
}
