import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { memory } from '../../../harness/compose/remember.ts';
import type { Mapping } from '../../../harness/compose/tree.ts';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import { type Effect, effectBetween } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { effectiveModel } from './effective-model.ts';
import { runCompose } from './run-compose.ts';

/** What a real Compose makes of a list of files. Refused: it would start nothing. */
export type Effective =
  | { readonly kind: 'merged'; readonly model: Mapping }
  | { readonly kind: 'refused'; readonly reason: string };

/** Files of a world on disk, and what their answer depends on beside them. */
export interface EffectiveRequest {
  /** Absolute paths on disk, in the order of their `-f` arguments; at least one. */
  readonly files: readonly string[];
  /** The world's folder on disk. It is taken out of every text of the model, which then speaks of the scenario's paths. */
  readonly world: string;
  /** What `~` stands for, as a path of the scenario. */
  readonly home: string;
  /** Absolute paths on disk of other files that `include` or `extends` may bring in. */
  readonly others: readonly string[];
}

const answers = memory<Promise<Effective>>();

/**
 * The effective model of files on disk from a real Compose, as the tree that `posture/` reads. Remembered by what the
 * files hold, in whatever world they stand; about 30 ms otherwise.
 * @throws HarnessFault `bad-world` when Compose could not be run
 */
export async function effectiveFromCompose(compose: Compose, request: EffectiveRequest): Promise<Effective> {
  const key = await keyOf(compose, request);
  const known = answers.get(key) ?? ask(compose, request);
  answers.set(key, known);
  return known;
}

async function ask(compose: Compose, { files, world, home }: EffectiveRequest): Promise<Effective> {
  const answer = await runCompose(compose, files, { HOME: world + home });
  if (answer.kind === 'refused') return { kind: 'refused', reason: answer.reason.replaceAll(world, '') };
  return { kind: 'merged', model: effectiveModel(answer.text, world) };
}

async function keyOf(compose: Compose, { files, world, home, others }: EffectiveRequest): Promise<string> {
  const texts = await Promise.all([...files, ...others].map(contentOf));
  const place = dirname(files[0] ?? '');
  const names = others.map(path => path.replaceAll(world, ''));
  return [
    compose.version,
    place.replaceAll(world, ''),
    home,
    ...names,
    ...texts.map(text => text.replaceAll(world, '')),
  ]
    .map(text => `${text.length}:${text}`)
    .join('');
}

/** A file that can't be read is Compose's to refuse. */
async function contentOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => `\0${error.code}`);
}

/**
 * What a real Compose's model opens, measured by its model of the scenario's mandatory files alone: what `effectOf` says,
 * from Compose in place of the merge model.
 * @throws HarnessFault `bad-world` when Compose refuses the mandatory files themselves
 */
export function effectFromCompose(scenario: Scenario, mandatory: Effective, listed: Effective): Effect {
  if (mandatory.kind === 'refused')
    throw new HarnessFault(`Compose refuses the mandatory files: ${mandatory.reason}`, 'bad-world');
  if (listed.kind === 'refused') return { kind: 'unreadable', reason: listed.reason };
  return effectBetween(scenario, mandatory.model, listed.model);
}
