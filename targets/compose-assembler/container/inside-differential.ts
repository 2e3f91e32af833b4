import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Engine } from '../../../harness/stage.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import { scratchFolder } from '../../../harness/world/workspace/scratch.ts';
import { buildFiles } from '../command/build-world.ts';
import type { InsideAccount } from '../observation.ts';
import { effectOf, effectText, mandatoryFiles, opens } from '../oracle.ts';
import { placesOf } from '../places.ts';
import { atOnce } from '../real-compose/at-once.ts';
import { type FileSet, textsOf } from '../real-compose/file-set.ts';
import { distinctSets } from '../real-compose/file-sets.ts';
import { shrinkSet } from '../real-compose/shrink-set.ts';
import type { Scenario } from '../scenario.ts';
import { insideAccount } from './inside-account.ts';
import { leavesATrace } from './leaves-a-trace.ts';
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

/** What came of running many file sets. */
export interface InsideDifferential {
  readonly sets: number;
  /** Sets of which some service was started and looked at; of the others Compose or the engine started nothing. */
  readonly seen: number;
  readonly containers: number;
  readonly differing: number;
  /** The differing set that says least, shrunk. */
  readonly smallest: ComparedInside | undefined;
  /** All that there is to say against any of them, each once. */
  readonly objections: readonly string[];
}

const fewest = 400;

/**
 * Runs so many distinct file sets on an engine, several at once, and holds what is seen inside against the merge model and
 * Compose's account.
 */
export async function runInsideDifferential(
  compose: Compose,
  engine: Engine,
  count: number,
  seed: number,
): Promise<InsideDifferential> {
  // The first sets are much alike; a few are better spread.
  const all = distinctSets(Math.max(count, fewest), seed);
  const sets = Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)]);
  const compared = await atOnce(
    availableParallelism(),
    sets.filter(set => set !== undefined),
    set => compareInside(compose, engine, set),
  );
  const seen = compared.flatMap(({ account }) => (account.kind === 'seen' ? [account] : []));
  const differing = compared
    .filter(({ objections }) => objections.length > 0)
    .toSorted((a, b) => JSON.stringify(a.set).length - JSON.stringify(b.set).length);
  const [first] = differing;
  return {
    sets: compared.length,
    seen: seen.length,
    containers: seen.reduce((all, { services }) => all + Object.keys(services).length, 0),
    differing: differing.length,
    smallest: first === undefined ? undefined : await smaller(compose, engine, first),
    objections: [...new Set(differing.flatMap(({ objections }) => objections))],
  };
}

async function smaller(compose: Compose, engine: Engine, first: ComparedInside): Promise<ComparedInside> {
  const set = await shrinkSet(first.set, async candidate => {
    const { objections } = await compareInside(compose, engine, candidate);
    return objections.length > 0;
  });
  return compareInside(compose, engine, set);
}

/** A differing set for people: the files, then what there is to say against it. */
export function tellCompared({ set, objections }: ComparedInside): string {
  const names = ['base', 'mode', 'hardening'];
  const files = handedOver(set).files.map(
    ({ text }, at) => `--- ${names[at] ?? `overlay ${at - names.length + 1}`}\n${text}`,
  );
  return [...files, ...objections].join('\n');
}

/** Runs one file set. */
async function compareInside(compose: Compose, engine: Engine, set: FileSet): Promise<ComparedInside> {
  const root = scratchFolder();
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
  const texts = files.map(({ text }) => text);
  const expected = effectOf(scenario, texts);
  if (opens(account.effect) && !opens(expected)) yield `open inside alone: ${effectText(account.effect)}`;
  if (expected.kind === 'unreadable' || opens(account.effect)) return;
  const traced = expected.openings.filter(
    opening =>
      account.services[opening.service] !== undefined &&
      leavesATrace(opening, { scenario, texts, mountedTwice: account.mountedTwice }),
  );
  if (traced.length > 0) yield `closed inside: ${effectText(expected)}`;
}
