import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../../harness/stage.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import { buildFiles } from '../command/build-world.ts';
import type { InsideAccount } from '../observation.ts';
import { effectOf, mandatoryFiles, opens } from '../oracle.ts';
import { placesOf } from '../places.ts';
import { atOnce } from '../real-compose/at-once.ts';
import { type FileSet, textsOf } from '../real-compose/file-set.ts';
import { distinctSets } from '../real-compose/file-sets.ts';
import type { Scenario } from '../scenario.ts';
import { insideAccount } from './inside-account.ts';
import { type ListedText, writeForEngine } from './real-files.ts';

/** One file set, run, and what there is to say against it; nothing where model, Compose and kernel agree. */
export interface ComparedInside {
  readonly set: FileSet;
  readonly account: InsideAccount;
  readonly objections: readonly string[];
}

/** The scenario in which a set's files would have been handed over, and the files. */
export function handedOver(set: FileSet): {
  readonly scenario: Scenario;
  readonly files: readonly ListedText[];
} {
  const { shape, mode, hardening } = set;
  const scenario: Scenario = {
    ...{ shape, mode, hardening },
    optOut: null,
    mandatory: null,
    folders: { project: 'app', files: 'drydock', overlays: 'overlays' },
    listing: 'sorted',
    generators: [],
  };
  const { project, overlays } = placesOf(scenario);
  const mandatory = mandatoryFiles(scenario).map(({ path }) => path);
  const files = textsOf(set, project).map((text, at) => ({
    path: mandatory[at] ?? `${overlays}/${at}.yml`,
    text,
  }));
  return { scenario, files };
}

/**
 * Runs so many distinct file sets on an engine, two at once, and holds what is seen inside against the merge model and
 * Compose's account. Sets that Compose refuses are run too: it must refuse them.
 */
export async function runInsideDifferential(
  compose: Compose,
  engine: Engine,
  count: number,
  seed: number,
): Promise<readonly ComparedInside[]> {
  return atOnce(availableParallelism(), distinctSets(count, seed), set =>
    compareInside(compose, engine, set),
  );
}

/** Runs one file set. */
export async function compareInside(compose: Compose, engine: Engine, set: FileSet): Promise<ComparedInside> {
  const root = await mkdtemp(join(tmpdir(), 'seatrial-inside-'));
  try {
    const { scenario, files } = handedOver(set);
    buildFiles(scenario, root);
    writeForEngine(scenario, files, root);
    const account = await insideAccount(scenario, files, { root, engine, compose });
    return { set, account, objections: [...objections(scenario, files, account)] };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function* objections(
  scenario: Scenario,
  files: readonly ListedText[],
  account: InsideAccount,
): Generator<string> {
  if (account.kind !== 'seen') return;
  for (const { service, what, model, compose, inside } of account.differences)
    yield `${service}: ${what}: the model says ${model}, Compose ${compose}, the kernel ${inside}`;
  const expected = effectOf(
    scenario,
    files.map(({ text }) => text),
  );
  if (opens(account.effect) && !opens(expected))
    yield `open inside alone: ${account.effect.openings.map(({ what }) => what).join(', ')}`;
}
